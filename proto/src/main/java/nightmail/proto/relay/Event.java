// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.List;
import nightmail.proto.mail.Envelope;
import nightmail.proto.message.Token;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.MixKey;
import nightmail.proto.replay.ReplayTable;
import nightmail.proto.route.View;
import nightmail.proto.smtp.RecipientOutcome;

/// Everything the world can tell the relay core.
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public sealed interface Event {
  /// The moment asked for by [Effect.WakeAt] has come; harmless when early.
  record Woke() implements Event {}

  /// A packet came in on a link. The array now belongs to the core.
  record PacketReceived(byte[] packet) implements Event {}

  /// A packet could not be sent, or a link dropped one.
  record PacketLost(DropReason reason) implements Event {}

  /// A work item asked for by [Effect.Compute] is done.
  record Computed(long work, Outcome outcome) implements Event {}

  /// All replay tags handed over with a number up to `number` are on disk.
  record TagsSynced(long number) implements Event {}

  /// Replay tags no longer reach the disk: nothing may leave that arrived since.
  record JournalFailed() implements Event {}

  /// A report for a sender of this site is on disk, as an arrival to be delivered.
  record ReportKept(ArrivalRow row) implements Event {}

  /// The directory accepted a newer view.
  record ViewAccepted(View view) implements Event {}

  /// A mix key serves from now on. The table, filled from its journal, now belongs to the core.
  record MixKeyAdded(MixKey key, ReplayTable table) implements Event {}

  /// A mix key was destroyed together with its journal.
  record MixKeyRemoved(long keyEpoch, int generation) implements Event {}

  /// End of DATA: the octets of `submission` lie in a draft and want an answer.
  ///
  /// @param octets length of the message
  record MailOffered(long submission, Envelope envelope, long octets) implements Event {}

  /// The parcels of a submission are on disk.
  record MailKept(long submission, List<KeptParcel> parcels) implements Event {}

  /// The parcels of a submission could not be kept; nothing of it remains.
  record MailNotKept(long submission, boolean full) implements Event {}

  /// The data asked for by [Effect.ReadData]; `data` is the core's. Empty when it cannot be read.
  record DataRead(long read, byte[] data) implements Event {}

  /// A message that arrived here is on disk, or could not be put there.
  record ArrivalKept(Token token, boolean kept) implements Event {}

  /// The outcome of an arrival is on disk.
  record OutcomeKept(Token token) implements Event {}

  /// One delivery attempt ended; one outcome per recipient attempted, in the order of the attempt.
  record DeliveryEnded(Token token, List<RecipientOutcome> outcomes) implements Event {
    public DeliveryEnded {
      outcomes = List.copyOf(outcomes);
    }
  }
}
