// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.List;
import java.util.function.Consumer;
import nightmail.proto.packet.SurbRecord;

/// Has packets made and sends each at its appointed moment, whatever it holds (M-6).
///
/// Owned by the relay core thread.
final class Sealer {
  /// Every packet a relay makes leaves this long after its slot, so that making it, which takes
  /// longer for a letter than for a loop, does not show (A42).
  static final long SEAL_MILLIS = 50;

  private final Outbox outbox;
  private final Timers timers;
  private final Workshop workshop;

  Sealer(Outbox outbox, Timers timers, Workshop workshop) {
    this.outbox = outbox;
    this.timers = timers;
    this.workshop = workshop;
  }

  /// @param sendNanos when the packet leaves; at once if that has passed when it is made
  /// @param made takes what is needed to read the answers, before the packet leaves
  void seal(Making making, long sendNanos, Consumer<List<SurbRecord>> made) {
    workshop.ask(
        new Work.MakePacket(making),
        Outcome.PacketMade.class,
        done -> {
          outbox.count(Tally.PACKET_MADE);
          made.accept(done.surbs());
          timers.at(sendNanos, () -> outbox.put(new Effect.Send(done.first(), done.packet())));
        });
  }
}
