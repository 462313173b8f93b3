// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.child;

import java.util.concurrent.atomic.AtomicInteger;
import nightmail.proto.relay.Effect;

/// How many parcels of mail this gateway has taken, finished and failed, told by its core's
/// effects.
///
/// Safe for any thread.
final class Ledger {
  private final AtomicInteger kept = new AtomicInteger();
  private final AtomicInteger forgotten = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  void effect(Effect effect) {
    switch (effect) {
      case Effect.KeepMail keep -> kept.addAndGet(keep.parcels().size());
      case Effect.ForgetOutbound _ -> forgotten.incrementAndGet();
      case Effect.ReportFailed _, Effect.ReportAllFailed _ -> failed.incrementAndGet();
      default -> {} // the rest is not about custody of outgoing mail
    }
  }

  int kept() {
    return kept.get();
  }

  int forgotten() {
    return forgotten.get();
  }

  int failed() {
    return failed.get();
  }
}
