// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import nightmail.proto.document.Profile;

/// The numbers that a consensus sets for everybody (`docs/spec/directory.md` §5,
/// `docs/spec/packet.md` §8): name, production value, short value, least, greatest.
///
/// The unit is the end of the name: `_ms`, `_s`, `_days`; all others are counts or shares. Ranges
/// that name another parameter are in [Parameters#brokenRange].
public enum Parameter {
  EPOCH_LENGTH_S("epoch.length_s", 3_600, 10, 10, 86_400),
  EPOCH_STALE_MAX_S("epoch.stale_max_s", 86_400, 60, 30, 4_147_200),
  MIXKEY_LENGTH_S("mixkey.length_s", 86_400, 60, 60, 4_147_200),
  MIXKEY_EARLY_MS("mixkey.early_ms", 3_600_000, 2_500, 1, 1_036_800_000),
  MIXKEY_LATE_MS("mixkey.late_ms", 14_400_000, 10_000, 1, 2_073_600_000),
  MIXKEY_GUARD_MS("mixkey.guard_ms", 300_000, 1_000, 0, 1_036_800_000),

  PATH_RELAYS("path.relays", 4, 4, 3, 5),
  PATH_STRICT("path.strict", 0, 0, 0, 1),
  PATH_TRIES_PER_DAY("path.tries_per_day", 10, 10, 1, 50),
  PATH_NET4_BITS("path.net4_bits", 16, 0, 0, 32),
  PATH_NET6_BITS("path.net6_bits", 32, 0, 0, 64),
  PATH_ASN("path.asn", 0, 0, 0, 1),
  STICKY_SIZE("sticky.size", 3, 3, 0, 10),
  STICKY_POSITION("sticky.position", 2, 2, 1, 4),
  STICKY_MIN_DAYS("sticky.min_days", 30, 30, 1, 365),
  STICKY_MAX_DAYS("sticky.max_days", 60, 60, 1, 365),
  STICKY_GONE_DAYS("sticky.gone_days", 7, 7, 1, 30),
  STICKY_MIN_RELAYS("sticky.min_relays", 15, 15, 5, 1_000),
  LAYER_ENTER("layer.enter", 10, 10, 3, 1_000),
  LAYER_STAY("layer.stay", 5, 5, 3, 1_000),
  LAYER_FAMILIES("layer.families", 5, 5, 1, 100),
  WEIGHT_RELAY_PERMILLE("weight.relay_permille", 20, 20, 5, 1_000),
  WEIGHT_FAMILY_PERMILLE("weight.family_permille", 100, 100, 5, 1_000),
  WEIGHT_RAMP("weight.ramp", 1, 0, 0, 1),
  WEIGHT_OPEN_EXIT_PERMILLE("weight.open_exit_permille", 0, 0, 0, 1_000),
  DOMAINS_LINGER_S("domains.linger_s", 604_800, 600, 0, 2_592_000),
  CERT_RELAY_DAYS("cert.relay_days", 30, 30, 1, 400),
  CERT_AUTHORITY_DAYS("cert.authority_days", 90, 90, 1, 400),
  AGREE_FIRST_MS("agree.first_ms", 5_000, 300, 100, 60_000),
  AGREE_VOTE_MS("agree.vote_ms", 600_000, 6_000, 1, 86_400_000),
  AGREE_ECHO_MS("agree.echo_ms", 480_000, 5_000, 1, 86_400_000),
  AGREE_ROUND_MS("agree.round_ms", 420_000, 4_000, 1, 86_400_000),
  AGREE_PUBLISH_MS("agree.publish_ms", 60_000, 1_000, 1, 86_400_000),

  MIX_MEAN_DELAY_MS("mix.mean_delay_ms", 120_000, 500, 100, 600_000),
  MIX_DELAY_CAP_MS("mix.delay_cap_ms", 3_315_720, 13_815, 500, 60_000_000),
  MIX_LINK_MS("mix.link_ms", 2_000, 100, 0, 60_000),
  SURB_USE_WITHIN_MS("surb.use_within_ms", 14_400_000, 10_000, 1, 2_073_600_000),
  LOOP_PER_HOUR("loop.per_hour", 120, 7_200, 0, 36_000),
  SLOT_MEAN_MS("slot.mean_ms", 10_000, 500, 100, 600_000),
  EXIT_HOLD_MEAN_MS("exit.hold_mean_ms", 120_000, 500, 0, 600_000),
  CUSTODY_NACK_MIN_MS("custody.nack_min_ms", 600_000, 3_000, 1, 86_400_000),
  CUSTODY_NACK_MAX_MS("custody.nack_max_ms", 1_200_000, 7_000, 1, 86_400_000),
  CUSTODY_SLACK_MS("custody.slack_ms", 300_000, 3_000, 0, 1_209_600_000),
  CUSTODY_SLACK_CAP_MS("custody.slack_cap_ms", 21_600_000, 30_000, 0, 1_209_600_000),
  CUSTODY_JITTER_MS("custody.jitter_ms", 300_000, 2_000, 100, 3_600_000),
  CUSTODY_POLL_MS("custody.poll_ms", 3_600_000, 10_000, 1_000, 86_400_000),
  CUSTODY_GONE_S("custody.gone_s", 86_400, 60, 10, 2_592_000),
  CUSTODY_PARTIAL_S("custody.partial_s", 86_400, 120, 10, 2_592_000),
  CUSTODY_LIFETIME_S("custody.lifetime_s", 432_000, 600, 1, 1_209_600),
  CUSTODY_GRACE_S("custody.grace_s", 3_600, 60, 0, 1_209_600),
  CUSTODY_KEPT_S("custody.kept_s", 604_800, 900, 1, 2_592_000),
  LINK_RATE("link.rate", 50, 50, 1, 100_000),
  LINK_BURST("link.burst", 500, 500, 1, 100_000);

  private final String label;
  private final long production;
  private final long shortValue;
  private final long least;
  private final long greatest;

  Parameter(String label, long production, long shortValue, long least, long greatest) {
    this.label = label;
    this.production = production;
    this.shortValue = shortValue;
    this.least = least;
    this.greatest = greatest;
  }

  /// The name in documents and configuration.
  public String label() {
    return label;
  }

  /// The parameter of that name; empty for a name this build does not know.
  public static Optional<Parameter> named(String label) {
    return Arrays.stream(values()).filter(p -> p.label.equals(label)).findFirst();
  }

  public long standard(Profile profile) {
    return switch (profile) {
      case PRODUCTION -> production;
      case TEST -> shortValue;
    };
  }

  public boolean allows(long value) {
    return value >= least && value <= greatest;
  }

  /// Milliseconds in one unit of this parameter; 0 for one that is not a time.
  long unitMillis() {
    String unit = label.substring(label.lastIndexOf('_') + 1).toLowerCase(Locale.ROOT);
    return switch (unit) {
      case "ms" -> 1L;
      case "s" -> 1_000L;
      case "days" -> 86_400_000L;
      default -> 0L;
    };
  }
}
