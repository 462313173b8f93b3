// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import nightmail.proto.mail.Envelope;
import nightmail.proto.message.RecipientRecord;
import nightmail.proto.message.Token;
import nightmail.proto.packet.RelayId;
import nightmail.proto.relay.ArrivalState;
import nightmail.proto.relay.KeptParcel;
import nightmail.proto.relay.OutboundState;
import nightmail.proto.relay.Parcel;
import nightmail.proto.relay.Restored;

/// Mail this node has answered for: what it sends (outbound) and what it is to deliver (arrivals).
///
/// Invariant: when a stage completes normally, what it says is on the disk and survives a crash.
/// When it fails, nothing of it is. Deleting a row destroys the only key of its octets, before the
/// file goes. Changes take effect in the order of the calls.
///
/// Stages complete on a thread of the spool, which must not be blocked. They fail with [SpoolFull],
/// [SpoolReadOnly], [SpoolDamaged] or another `IOException`.
///
/// Safe for any thread.
public interface Spool extends AutoCloseable {
  /// Reads every row once, before anything else is called. Puts damaged ones into quarantine and
  /// removes files nobody owns.
  Restored restore() throws IOException;

  /// Begins a message.
  ///
  /// @throws SpoolFull below the reserve
  Draft draft() throws IOException;

  /// Makes one object for each parcel out of the draft, which is used up in any case. All parcels
  /// are kept, or none is.
  CompletionStage<List<KeptParcel>> keepMail(Draft draft, List<Parcel> parcels);

  /// Shard `index` of `chunk` of an object, data or parity; with index −1 the whole object, which
  /// then is one that travels in one packet. The caller owns the array.
  CompletionStage<byte[]> readData(Token token, int chunk, int index);

  /// Envelope and original octets of a parcel, for a report to its sender.
  CompletionStage<StoredMail> openOutbound(Token token);

  /// Notes a state. An unknown token is passed over.
  CompletionStage<Void> setOutbound(Token token, OutboundState state);

  /// Notes another exit for the same object, not yet sent there (CS-9, CS-11).
  CompletionStage<Void> moveOutbound(Token token, RelayId exit, OutboundState state);

  /// Deletes a parcel: its key, then its file.
  CompletionStage<Void> forgetOutbound(Token token);

  /// Takes a message that arrived into custody, with sequence 1. The array now belongs to the
  /// spool. Fails if the token has a row already.
  CompletionStage<Void> keepArrival(
      Token token, Envelope envelope, byte[] message, Instant doNotDeliverAfter);

  /// Envelope and octets of an arrival in custody.
  CompletionStage<StoredMail> openArrival(Token token);

  /// Notes where an arrival stands; begins a row if there is none, as for a refusal. FINAL and
  /// REFUSED delete octets and envelope.
  CompletionStage<Void> keepOutcome(
      Token token, ArrivalState state, int sequence, List<RecipientRecord> records);

  /// Deletes an arrival altogether.
  CompletionStage<Void> forgetArrival(Token token);

  /// Items put into quarantine, of all starts.
  int quarantined();

  /// Whether new mail would be written: no failed write yet, and the reserve is free.
  boolean writable();

  /// Finishes what was asked for, then closes.
  @Override
  void close() throws IOException;
}
