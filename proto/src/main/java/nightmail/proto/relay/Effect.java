// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Instant;
import java.util.List;
import nightmail.proto.mail.Envelope;
import nightmail.proto.message.RecipientRecord;
import nightmail.proto.message.Token;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.StickySet;
import nightmail.proto.smtp.SmtpReply;

/// Everything the relay core can ask of the world. Two interpreters exist: the node and the
/// simulator.
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public sealed interface Effect {
  /// Do this away from the core and answer with [Event.Computed].
  record Compute(long work, Work<?> what) implements Effect {}

  /// Put the packet on the link to `to`. The array now belongs to the link.
  record Send(RelayId to, byte[] packet) implements Effect {}

  /// Send [Event.Woke] at this monotonic time; replaces the time asked for before.
  record WakeAt(long monotonicNanos) implements Effect {}

  /// Write a replay tag of 16 bytes to the journal of its key; answered in numbers by
  /// [Event.TagsSynced].
  record AppendTag(long keyEpoch, int generation, byte[] tag, long number) implements Effect {}

  /// Make objects of the draft of `submission` and put them on disk.
  record KeepMail(long submission, List<Parcel> parcels) implements Effect {
    public KeepMail {
      parcels = List.copyOf(parcels);
    }
  }

  /// The reply to DATA. Anything but 250 means that the draft is to be thrown away.
  record AnswerMail(long submission, SmtpReply reply) implements Effect {}

  /// Read what one fragment carries: shard `index` of `chunk`, or with [#WHOLE] the whole object.
  record ReadData(long read, Token token, int chunk, int index) implements Effect {
    /// The index that asks for a whole one-packet object.
    public static final int WHOLE = -1;
  }

  /// Note a parcel's state on disk.
  record NoteOutbound(Token token, OutboundState state) implements Effect {}

  /// The outcome of a parcel is known: delete row and octets.
  record ForgetOutbound(Token token) implements Effect {}

  /// Tell the sender about failed recipients, then forget the parcel. `records` name recipients by
  /// their order in the parcel's envelope. Should the node stop in between, the exit is asked
  /// again.
  record ReportFailed(Token token, List<RecipientRecord> records) implements Effect {
    public ReportFailed {
      records = List.copyOf(records);
    }
  }

  /// Tell the sender that every recipient failed as `pattern` says, whatever recipient it names;
  /// then forget the parcel.
  record ReportAllFailed(Token token, RecipientRecord pattern) implements Effect {}

  /// Put an arrived message on disk. The message bytes now belong to the spool.
  record KeepArrival(Token token, Envelope envelope, byte[] message, Instant doNotDeliverAfter)
      implements Effect {}

  /// Try to deliver an arrived message to these recipients, by their order in its envelope.
  record Deliver(Token token, List<Integer> recipients) implements Effect {
    public Deliver {
      recipients = List.copyOf(recipients);
    }
  }

  /// Note the outcome of an arrival on disk and delete its octets.
  record KeepOutcome(Token token, ArrivalState state, int sequence, List<RecipientRecord> records)
      implements Effect {
    public KeepOutcome {
      records = List.copyOf(records);
    }
  }

  /// Forget an arrival: from now on its token is unknown here.
  record ForgetArrival(Token token) implements Effect {}

  /// Keep this sticky set over restarts: who draws a new one too often meets everybody (PS-3).
  record KeepSticky(StickySet sticky) implements Effect {}

  /// A packet ended here.
  record Drop(DropReason reason) implements Effect {}

  /// Something worth counting happened.
  record Count(Tally tally) implements Effect {}
}
