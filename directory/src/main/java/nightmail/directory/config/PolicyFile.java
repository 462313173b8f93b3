// SPDX-License-Identifier: Apache-2.0
package nightmail.directory.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nightmail.proto.authority.AuthorityPolicy;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.RelayFlag;
import nightmail.proto.packet.RelayId;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// The operators' decisions about relays, by relay id in 64 hexadecimal digits:
///
/// ```toml
/// claims_hold = false        # test networks: every claimed domain counts as proved
/// admitted = ["<relay id>"]  # closed networks
/// [domains]
/// "<relay id>" = ["example.org"]
/// [flags]
/// "<relay id>" = ["middle_only"]   # or bad_exit, stable, reject
/// ```
public final class PolicyFile {
  public static final String NAME = "policy.toml";

  private PolicyFile() {}

  /// A missing file is the empty policy.
  ///
  /// @throws IOException if it cannot be read or holds anything else
  public static AuthorityPolicy load(Path file) throws IOException {
    if (!Files.exists(file)) {
      return AuthorityPolicy.empty();
    }
    TomlParseResult toml = Toml.parse(file);
    if (toml.hasErrors()) {
      throw new IOException(file.getFileName() + ": " + toml.errors().getFirst());
    }
    try {
      return policy(toml);
    } catch (IllegalArgumentException e) {
      throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  private static AuthorityPolicy policy(TomlTable toml) {
    NavigableSet<RelayId> admitted = new TreeSet<>();
    strings(toml, "admitted").forEach(hex -> admitted.add(relay(hex)));
    NavigableMap<RelayId, NavigableSet<String>> domains = new TreeMap<>();
    NavigableMap<RelayId, Set<RelayFlag>> flags = new TreeMap<>();
    table(toml, "domains")
        .ifPresent(
            t -> t.keySet().forEach(k -> domains.put(relay(k), new TreeSet<>(strings(t, k)))));
    table(toml, "flags")
        .ifPresent(t -> t.keySet().forEach(k -> flags.put(relay(k), flags(strings(t, k)))));
    return new AuthorityPolicy(
        admitted, domains, flags, toml.getBoolean("claims_hold", () -> false));
  }

  private static Optional<TomlTable> table(TomlTable toml, String key) {
    return Optional.ofNullable(toml.getTable(List.of(key)));
  }

  private static List<String> strings(TomlTable toml, String key) {
    return Optional.ofNullable(toml.getArray(List.of(key))).stream()
        .flatMap(array -> array.toList().stream())
        .map(Object::toString)
        .toList();
  }

  private static RelayId relay(String hex) {
    return new RelayId(Fixed32.parseHex(hex));
  }

  private static Set<RelayFlag> flags(List<String> names) {
    EnumSet<RelayFlag> flags = EnumSet.noneOf(RelayFlag.class);
    names.forEach(name -> flags.add(RelayFlag.valueOf(name.toUpperCase(Locale.ROOT))));
    return flags;
  }
}
