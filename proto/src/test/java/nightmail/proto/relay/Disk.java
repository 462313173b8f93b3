// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightmail.proto.mail.Envelope;
import nightmail.proto.message.Fragments;
import nightmail.proto.message.ObjectSource;
import nightmail.proto.message.Token;

/// What a relay of a test has on disk; outlives the relay.
final class Disk {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Outgoing(OutboundRow row, byte[] object) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Arrived(ArrivalRow row, Envelope envelope, byte[] message) {}

  final Map<Token, Outgoing> outgoing = new LinkedHashMap<>();
  final Map<Token, Arrived> arrived = new LinkedHashMap<>();
  final List<byte[]> tags = new ArrayList<>();

  /// Nothing more can be written.
  boolean full;

  /// Tags never reach it.
  boolean tagsStuck;

  List<KeptParcel> keep(List<Parcel> parcels, byte[] message) {
    List<KeptParcel> kept = new ArrayList<>();
    for (Parcel parcel : parcels) {
      byte[] object = Letter.object(parcel, message);
      OutboundRow row =
          new OutboundRow(
              parcel.token(),
              parcel.exit(),
              object.length,
              OutboundState.QUEUED,
              parcel.doNotDeliverAfter());
      outgoing.put(parcel.token(), new Outgoing(row, object));
      kept.add(new KeptParcel(parcel.token(), object.length));
    }
    return kept;
  }

  void note(Token token, OutboundState state) {
    outgoing.computeIfPresent(
        token,
        (t, out) -> {
          OutboundRow row = out.row();
          return new Outgoing(
              new OutboundRow(t, row.exit(), row.objectBytes(), state, row.deadline()),
              out.object());
        });
  }

  byte[] read(Effect.ReadData read) {
    Outgoing out = outgoing.get(read.token());
    if (out == null) {
      return new byte[0];
    }
    return read.index() == Effect.ReadData.WHOLE
        ? out.object().clone()
        : new Fragments(read.token(), ObjectSource.of(out.object()))
            .shard(read.chunk(), read.index())
            .data();
  }

  void keep(Effect.KeepArrival keep) {
    ArrivalRow row =
        new ArrivalRow(
            keep.token(),
            ArrivalState.CUSTODY,
            keep.envelope().recipients().size(),
            1,
            List.of(),
            keep.doNotDeliverAfter());
    arrived.put(keep.token(), new Arrived(row, keep.envelope(), keep.message()));
  }

  void keep(Effect.KeepOutcome keep) {
    Arrived before = arrived.get(keep.token());
    ArrivalRow row =
        new ArrivalRow(
            keep.token(),
            keep.state(),
            keep.records().size(),
            keep.sequence(),
            keep.records(),
            before == null ? Instant.EPOCH : before.row().doNotDeliverAfter());
    arrived.put(keep.token(), new Arrived(row, Letter.envelope("nobody@a.example"), new byte[0]));
  }

  Optional<Arrived> arrival(Token token) {
    return Optional.ofNullable(arrived.get(token));
  }

  Restored restored() {
    return new Restored(
        outgoing.values().stream().map(Outgoing::row).toList(),
        arrived.values().stream().map(Arrived::row).toList());
  }
}
