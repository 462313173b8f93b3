// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import static nightmail.node.config.Reload.EPOCH;
import static nightmail.node.config.Reload.FIXED;
import static nightmail.node.config.Reload.RESTART;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import nightmail.node.config.NodeConfig.LogFormat;
import nightmail.node.config.NodeConfig.LogLevel;
import nightmail.node.config.NodeConfig.Role;
import nightmail.node.config.ValueType.Reading;
import nightmail.node.net.Cidr;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Profile;

/// The table of keys, the only source for parsing, help text and the handbook page.
final class Keys {
  /// The newest file version this program reads.
  static final int VERSION = 1;

  /// Reads as "work it out from the message size".
  static final long RESERVE_AUTO = 0;

  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;
  private static final long MBIT = 1_000_000;

  static final Key<Integer> CONFIG_VERSION =
      Key.of(
          "config_version",
          ValueTypes.integer(1, VERSION),
          "1",
          RESTART,
          "version of this file's layout");

  static final Key<List<Role>> ROLES =
      Key.required(
          "node.roles",
          ValueTypes.list(ValueTypes.oneOf(Role.class), 1, 2),
          RESTART,
          "what the relay does: `mix` holds packets of others; `gateway` takes mail from its MTA"
              + " and is the exit of its own domains");

  static final Key<String> NAME =
      Key.required(
          "node.name",
          ValueTypes.matching(
              "text", "1 to 32 of a-z 0-9 -", "birch", Pattern.compile("[a-z0-9-]{1,32}")),
          EPOCH,
          "name for people; never used to find the relay");

  static final Key<String> CONTACT =
      Key.required(
          "node.contact",
          ValueTypes.matching(
              "text",
              "a mail address of at most 254 characters",
              "postmaster@example.net",
              Pattern.compile("(?=.{3,254}$)[!-?A-~]+@[A-Za-z0-9.-]+")),
          EPOCH,
          "mail address of the operator, published");

  static final Key<Path> STATE_DIR =
      Key.of(
          "node.state_dir",
          ValueTypes.path(),
          "\"/var/lib/nightmail\"",
          RESTART,
          "keys, spool and directory state; mode 0700 on a local file system");

  static final Key<Fixed32> ROOT =
      Key.required(
          "network.root",
          ValueTypes.text("digest", "64 hexadecimal digits", "0f".repeat(32), Keys::digest),
          FIXED,
          "network id, the digest of the first root document");

  static final Key<Profile> PROFILE =
      Key.of(
          "network.profile",
          ValueTypes.oneOf(Profile.class),
          "\"production\"",
          FIXED,
          "what the root must say of itself; a `test` network gives no anonymity and is never"
              + " joined by mistake");

  static final Key<List<URI>> MIRRORS =
      Key.required(
          "network.mirrors",
          ValueTypes.list(NetTypes.url(), 1, 32),
          RESTART,
          "where directory documents are read; each is verified, so a mirror is not trusted");

  static final Key<List<InetSocketAddress>> LINK_LISTEN =
      Key.of(
          "link.listen",
          ValueTypes.list(NetTypes.address(), 1, 4),
          "[\"0.0.0.0:2442\", \"[::]:2442\"]",
          RESTART,
          "where links of other relays are accepted");

  static final Key<List<InetSocketAddress>> LINK_ADVERTISE =
      Key.of(
          "link.advertise",
          ValueTypes.list(NetTypes.address(), 0, 4),
          "[]",
          EPOCH,
          "addresses published for links; empty: those of `link.listen` that are no wildcard");

  static final Key<Long> LINK_CAPACITY =
      Key.of(
          "link.capacity",
          ValueTypes.rate(MBIT, 10_000 * MBIT, "1 Mbit/s to 10 Gbit/s", "20 Mbit/s"),
          "\"20 Mbit/s\"",
          EPOCH,
          "declared capacity; the directory weighs the relay by it");

  static final Key<Integer> LINK_MAX_CONNECTIONS =
      Key.of(
          "link.max_connections",
          ValueTypes.integer(16, 65_536),
          "2048",
          RESTART,
          "links at once; further ones are closed");

  static final Key<Integer> POOL_MAX_PACKETS =
      Key.of(
          "mix.pool_max_packets",
          ValueTypes.integer(16, 1_048_576),
          "16384",
          RESTART,
          "packets held at once, 32 KiB each; beyond it packets drop as `pool_full`");

  static final Key<Long> REPLAY_MEMORY =
      Key.of(
          "mix.replay_memory",
          ValueTypes.size(MIB, 64 * GIB, "1 MiB to 64 GiB", "256 MiB"),
          "\"256 MiB\"",
          RESTART,
          "memory for replay tags; when full, packets drop as `replay_full`");

  static final Key<Integer> RATE_CLASS =
      Key.of(
          "cover.rate_class",
          ValueTypes.powerOfTwo(4_096),
          "1",
          RESTART,
          "sender slots of a gateway, as a multiple of the network's slowest rate");

  static final Key<List<String>> OWN_DOMAINS =
      Key.of(
          "domains.own",
          ValueTypes.list(
              ValueTypes.matching(
                  "domain", "a domain in lower case", "example.net", NetTypes.DOMAIN),
              0,
              10_000),
          "[]",
          EPOCH,
          "mail domains this relay is the exit of");

  static final Key<List<InetSocketAddress>> SMTP_LISTEN =
      Key.of(
          "smtp.listen",
          ValueTypes.list(NetTypes.address(), 1, 8),
          "[\"127.0.0.1:10025\"]",
          RESTART,
          "where the own MTA hands mail over");

  static final Key<List<Cidr>> TRUSTED_CLIENTS =
      Key.of(
          "smtp.trusted_clients",
          ValueTypes.list(NetTypes.network(), 1, 64),
          "[\"127.0.0.0/8\", \"::1/128\"]",
          RESTART,
          "clients that may hand mail over; all others are refused");

  static final Key<Long> MAX_MESSAGE_SIZE =
      Key.of(
          "smtp.max_message_size",
          ValueTypes.size(64 * KIB, 100 * MIB, "64 KiB to 100 MiB", "10 MiB"),
          "\"10 MiB\"",
          RESTART,
          "announced as SIZE; a larger message is refused with 552");

  static final Key<Integer> MAX_RECIPIENTS =
      Key.of(
          "smtp.max_recipients",
          ValueTypes.integer(100, 1_000),
          "100",
          RESTART,
          "recipients of one message; further ones get 452");

  static final Key<Integer> SMTP_MAX_CONNECTIONS =
      Key.of(
          "smtp.max_connections",
          ValueTypes.integer(1, 65_536),
          "512",
          RESTART,
          "SMTP clients at once; further ones get 421");

  static final Key<Path> TLS_CERT =
      Key.of(
          "smtp.tls_cert",
          ValueTypes.pathOrNone(),
          "\"\"",
          RESTART,
          "PEM certificate chain for STARTTLS; empty: not offered");

  static final Key<Path> TLS_KEY =
      Key.of(
          "smtp.tls_key",
          ValueTypes.pathOrNone(),
          "\"\"",
          RESTART,
          "PEM private key for STARTTLS, not readable by others");

  static final Key<Endpoint> REINJECT_IN =
      Key.of(
          "smtp.reinject_in",
          NetTypes.place(),
          "\"127.0.0.1:10028\"",
          RESTART,
          "MTA that gets arrived mail of the own domains by SMTP");

  static final Key<Long> SPOOL_RESERVE =
      Key.of(
          "spool.reserve",
          reserve(),
          "\"auto\"",
          RESTART,
          "free space kept; below it new mail gets 452. `auto` is 64 MiB and 32 messages of the"
              + " largest size");

  static final Key<Duration> SPOOL_LIFETIME =
      Key.of(
          "spool.lifetime",
          ValueTypes.duration(Duration.ofHours(1), Duration.ofDays(14), "1 h to 14 d", "5 d"),
          "\"5 d\"",
          RESTART,
          "how long a message is tried before its sender is told");

  static final Key<InetSocketAddress> ADMIN_LISTEN =
      Key.of(
          "admin.listen",
          NetTypes.loopback(),
          "\"127.0.0.1:8025\"",
          RESTART,
          "health and metrics over HTTP");

  static final Key<Boolean> METRICS_OPERATOR =
      Key.of(
          "metrics.operator",
          ValueTypes.bool(),
          "true",
          RESTART,
          "whether `/metrics` answers; values move on a coarse tick only");

  static final Key<LogLevel> LOG_LEVEL =
      Key.of(
          "log.level",
          ValueTypes.oneOf(LogLevel.class),
          "\"info\"",
          RESTART,
          "least urgent line that is written");

  static final Key<LogFormat> LOG_FORMAT =
      Key.of(
          "log.format",
          ValueTypes.oneOf(LogFormat.class),
          "\"text\"",
          RESTART,
          "one line of text, or one JSON object, per entry");

  /// All keys, in the order of the handbook.
  static final List<Key<?>> ALL =
      List.of(
          CONFIG_VERSION,
          ROLES,
          NAME,
          CONTACT,
          STATE_DIR,
          ROOT,
          PROFILE,
          MIRRORS,
          LINK_LISTEN,
          LINK_ADVERTISE,
          LINK_CAPACITY,
          LINK_MAX_CONNECTIONS,
          POOL_MAX_PACKETS,
          REPLAY_MEMORY,
          RATE_CLASS,
          OWN_DOMAINS,
          SMTP_LISTEN,
          TRUSTED_CLIENTS,
          MAX_MESSAGE_SIZE,
          MAX_RECIPIENTS,
          SMTP_MAX_CONNECTIONS,
          TLS_CERT,
          TLS_KEY,
          REINJECT_IN,
          SPOOL_RESERVE,
          SPOOL_LIFETIME,
          ADMIN_LISTEN,
          METRICS_OPERATOR,
          LOG_LEVEL,
          LOG_FORMAT);

  private Keys() {}

  private static Reading<Fixed32> digest(String text) {
    boolean hex = text.toLowerCase(Locale.ROOT).matches("[0-9a-f]{64}");
    return hex ? Reading.value(Fixed32.parseHex(text)) : Reading.outOfRange();
  }

  private static ValueType<Long> reserve() {
    ValueType<Long> size = ValueTypes.size(MIB, 1_024 * GIB, "auto, or 1 MiB to 1024 GiB", "1 GiB");
    return new ValueType<>(
        size.name(),
        size.range(),
        size.example(),
        toml -> "auto".equals(toml) ? Reading.value(RESERVE_AUTO) : size.read(toml));
  }
}
