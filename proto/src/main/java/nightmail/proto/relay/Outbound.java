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

  /// Index into the schedule of status polls.
  int polls;

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

  /// Whether what it has to send goes before first rounds: polls and everything repeated.
  boolean isUrgent() {
    return round > 1 || attempt > 0 || state == OutboundState.CUSTODY;
  }
}
