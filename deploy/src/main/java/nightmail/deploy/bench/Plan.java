// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.time.Duration;

/// How long one subject is measured.
///
/// @param warmUp both sides run so long, in time on a processor, before anything counts
/// @param rounds in each, one batch of either side
/// @param batch about how long one batch takes, in time on a processor
/// @param patience by the clock on the wall for all of it: when others keep the machine busy, fewer
///   rounds are made, but never less than [#MIN_ROUNDS]
record Plan(Duration warmUp, int rounds, Duration batch, Duration patience) {
  static final int MIN_ROUNDS = 9;

  /// About four seconds a subject.
  static final Plan STANDARD =
      new Plan(Duration.ofSeconds(2), 101, Duration.ofMillis(10), Duration.ofSeconds(6));

  /// About one second a subject: good to see a fault, not to quote.
  static final Plan QUICK =
      new Plan(Duration.ofMillis(700), 31, Duration.ofMillis(5), Duration.ofSeconds(3));
}
