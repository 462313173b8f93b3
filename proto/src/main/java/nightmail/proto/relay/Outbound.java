// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightmail.proto.message.FragmentLayout;
import nightmail.proto.message.Token;
import nightmail.proto.packet.RelayId;
import org.jspecify.annotations.Nullable;

/// A parcel at its gateway, while it is alive: where it stands and what of it is still to leave.
///
/// Owned by the relay core thread.
final class Outbound {
  /// What goes before what in a slot (M-6).
  enum Haste {
    POLL,
    REPEAT,
    FIRST
  }

  final Token token;
  final RelayId exit;
  final FragmentLayout layout;
  final Instant deadline;
  OutboundState state;

  /// What of the current round has not left yet.
  final List<Piece> unsent = new ArrayList<>();

  /// Counts rounds, to tell late answers of earlier ones (CS-15).
  int round;

  /// Retransmissions since the last sign of life; doubles the slack.
  int attempt;

  /// Answers to SURBs of earlier rounds speak of a row that the exit has lost.
  int firstTrustedRound;

  /// When custody was first heard of, and the last status poll since, in poll times.
  long custodyNanos;

  int polledTimes;

  long lastSequence;

  /// Latest predicted arrival of the round at the exit, and travel time of its slowest SURB.
  long arrivalNanos;

  long returnMillis;

  Timers.@Nullable Timer timer;

  Outbound(
      Token token, RelayId exit, FragmentLayout layout, Instant deadline, OutboundState state) {
    this.token = token;
    this.exit = exit;
    this.layout = layout;
    this.deadline = deadline;
    this.state = state;
  }

  void beginRound(List<Piece> pieces) {
    stopTimer();
    round++;
    unsent.clear();
    unsent.addAll(pieces);
    arrivalNanos = 0;
    returnMillis = 0;
  }

  void stopTimer() {
    Timers.Timer running = timer;
    if (running != null) {
      running.cancel();
      timer = null;
    }
  }

  Haste haste() {
    if (unsent.contains(new Piece.Poll())) {
      return Haste.POLL;
    }
    return round > 1 || attempt > 0 ? Haste.REPEAT : Haste.FIRST;
  }
}
