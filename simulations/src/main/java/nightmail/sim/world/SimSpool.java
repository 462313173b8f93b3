// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.world;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nightmail.proto.mail.BatchHeader;
import nightmail.proto.mail.BatchWriter;
import nightmail.proto.mail.DotStuffing;
import nightmail.proto.mail.Envelope;
import nightmail.proto.message.Fragments;
import nightmail.proto.message.MailObject;
import nightmail.proto.message.ObjectSource;
import nightmail.proto.message.Token;
import nightmail.proto.relay.Effect;
import nightmail.proto.relay.KeptParcel;
import nightmail.proto.relay.Parcel;

/// A relay's disk, in memory: drafts, objects on their way out, messages that arrived.
///
/// Owned by the simulation's thread.
final class SimSpool {
  /// A message that arrived.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Arrived(Envelope envelope, byte[] message) {}

  private final Map<Long, byte[]> drafts = new LinkedHashMap<>();
  private final Map<Token, byte[]> objects = new LinkedHashMap<>();
  private final Map<Token, Arrived> arrivals = new LinkedHashMap<>();

  void draft(long submission, byte[] message) {
    drafts.put(submission, message);
  }

  void dropDraft(long submission) {
    drafts.remove(submission);
  }

  List<KeptParcel> keep(long submission, List<Parcel> parcels) {
    byte[] message = Objects.requireNonNull(drafts.get(submission), "a draft that is kept");
    List<KeptParcel> kept = new ArrayList<>();
    for (Parcel parcel : parcels) {
      byte[] object = object(parcel, message);
      objects.put(parcel.token(), object);
      kept.add(new KeptParcel(parcel.token(), object.length));
    }
    return kept;
  }

  private static byte[] object(Parcel parcel, byte[] message) {
    DotStuffing stuffing = new DotStuffing();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(stuffing.encode(message));
    text.writeBytes(stuffing.end());
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(
        BatchWriter.prefix(
            BatchHeader.of(BatchHeader.Exit.OWN, parcel.hopBudget()),
            parcel.envelope(),
            message.length));
    content.writeBytes(text.toByteArray());
    content.writeBytes(BatchWriter.suffix());
    long minutes = parcel.doNotDeliverAfter().getEpochSecond() / 60;
    return MailObject.of(content.toByteArray(), minutes).encode();
  }

  byte[] read(Token token, int chunk, int index) {
    byte[] object = objects.get(token);
    if (object == null) {
      return new byte[0];
    }
    return index == Effect.ReadData.WHOLE
        ? object.clone()
        : new Fragments(token, ObjectSource.of(object)).shard(chunk, index).data();
  }

  void forgetOutbound(Token token) {
    objects.remove(token);
  }

  void arrive(Token token, Envelope envelope, byte[] message) {
    arrivals.put(token, new Arrived(envelope, message));
  }

  Arrived arrived(Token token) {
    Arrived arrived = arrivals.get(token);
    if (arrived == null) {
      throw new IllegalStateException("a delivery of something that never arrived");
    }
    return arrived;
  }

  void forgetArrival(Token token) {
    arrivals.remove(token);
  }

  int outbound() {
    return objects.size();
  }
}
