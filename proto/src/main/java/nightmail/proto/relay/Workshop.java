// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Work that is out, and what happens when it comes back.
///
/// Owned by the relay core thread.
final class Workshop {
  private final Outbox outbox;
  private final Map<Long, Consumer<Outcome>> out = new LinkedHashMap<>();
  private long lastWork;

  Workshop(Outbox outbox) {
    this.outbox = outbox;
  }

  <O extends Outcome> void ask(Work<O> what, Class<O> kind, Consumer<O> then) {
    long work = ++lastWork;
    out.put(work, outcome -> then.accept(kind.cast(outcome)));
    outbox.put(new Effect.Compute(work, what));
  }

  /// Continues where `work` was asked for; work nobody asked for is ignored.
  void done(long work, Outcome outcome) {
    Consumer<Outcome> then = out.remove(work);
    if (then != null) {
      then.accept(outcome);
    }
  }

  int pending() {
    return out.size();
  }
}
