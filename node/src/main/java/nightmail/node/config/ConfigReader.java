// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nightmail.node.config.ValueType.Reading;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/// Reads a configuration and finds every error of it in one run.
///
/// Steps: TOML, then each key in the file against [Keys], then the required keys, then what several
/// settings say together. After a syntax error the rest of the file cannot be trusted to be whole,
/// so missing keys and contradictions are not reported then.
public final class ConfigReader {
  /// A longer file is refused unread.
  private static final long MAX_BYTES = 256 << 10;

  private static final int SHOWN_CHARACTERS = 60;

  private ConfigReader() {}

  /// Reads a file, also looking at the files it names.
  public static Config read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.size(file) > MAX_BYTES) {
        return refused(name, "the file is larger than 256 KiB");
      }
      return withFiles(name, parse(name, Files.readString(file)));
    } catch (CharacterCodingException notUtf8) {
      return refused(name, "the file is not UTF-8");
    } catch (IOException unreadable) {
      return refused(name, "the file cannot be read; it is named by --config");
    }
  }

  private static Config refused(String file, String why) {
    return new Config.Refused(List.of(new ConfigError(file, 1, 1, ConfigCode.SYNTAX, why)));
  }

  private static Config withFiles(String file, Config config) {
    if (!(config instanceof Config.Loaded(NodeConfig loaded))) {
      return config;
    }
    List<ConfigError> errors = SecretFiles.check(file, loaded);
    return errors.isEmpty() ? config : new Config.Refused(errors);
  }

  /// Reads the text of a file called `file`; touches no disk.
  public static Config parse(String file, String text) {
    TomlParseResult toml = Toml.parse(text, TomlVersion.V1_0_0);
    ErrorList errors = new ErrorList(file, toml);
    addSyntax(toml, errors);
    Settings settings = new Settings();
    Map<String, Object> values = known(toml, errors);
    boolean whole = !errors.has(ConfigCode.SYNTAX);
    for (Key<?> key : Keys.ALL) {
      readKey(key, values.get(key.name()), whole, settings, errors);
    }
    if (whole) {
      CrossChecks.check(settings, toml.keySet(), errors);
    }
    List<ConfigError> found = errors.sorted();
    return found.isEmpty() ? new Config.Loaded(Assembly.of(settings)) : new Config.Refused(found);
  }

  private static void addSyntax(TomlParseResult toml, ErrorList errors) {
    for (TomlParseError error : toml.errors()) {
      String message = String.valueOf(error.getMessage());
      ConfigCode code =
          message.contains("previously defined") ? ConfigCode.KEY_TWICE : ConfigCode.SYNTAX;
      errors.add(error.position(), code, message);
    }
  }

  /// The values of known keys by dotted name; everything else in the file is an error.
  private static Map<String, Object> known(TomlParseResult toml, ErrorList errors) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Key<?>> keys = Keys.ALL.stream().collect(Collectors.toMap(Key::name, key -> key));
    for (List<String> path : toml.keyPathSet(true)) {
      String name = Toml.joinKeyPath(path);
      Object value = toml.get(path);
      if (keys.containsKey(name) && value != null) {
        values.put(name, plain(value));
      } else if (!(value instanceof TomlTable table) || isStray(table, name)) {
        addUnknown(path, name, errors);
      }
    }
    return values;
  }

  /// Whether an empty table has a name that no key has; a full one is told by its keys.
  private static boolean isStray(TomlTable table, String name) {
    return table.isEmpty() && Keys.ALL.stream().noneMatch(key -> key.table().equals(name));
  }

  private static Object plain(Object value) {
    return value instanceof TomlArray array ? array.toList() : value;
  }

  private static void addUnknown(List<String> path, String name, ErrorList errors) {
    boolean insideValue = Keys.ALL.stream().anyMatch(key -> name.startsWith(key.name() + "."));
    if (insideValue) {
      return; // the key itself is told to be no table
    }
    if (ConsensusNames.contains(name)) {
      errors.add(
          path,
          ConfigCode.CONSENSUS,
          "\"%s\" is decided by the network for all relays; delete the line".formatted(name));
      return;
    }
    Optional<String> guess = Nearest.to(name, Keys.ALL.stream().map(Key::name).toList());
    errors.add(
        path,
        ConfigCode.UNKNOWN_KEY,
        "unknown key \"%s\"".formatted(name)
            + guess.map("; did you mean \"%s\"?"::formatted).orElse(""));
  }

  private static <T> void readKey(
      Key<T> key, @Nullable Object given, boolean whole, Settings settings, ErrorList errors) {
    if (given != null) {
      take(key, given, settings, errors);
    } else if (key.fallback() != null) {
      settings.put(key, fallback(key, key.fallback()));
    } else if (whole) {
      errors.add(
          key, ConfigCode.MISSING, "\"%s\" is missing; %s".formatted(key.name(), allowed(key)));
    }
  }

  private static <T> void take(Key<T> key, Object given, Settings settings, ErrorList errors) {
    switch (key.type().read(given)) {
      case Reading.Value<T>(T value) -> settings.put(key, value);
      case Reading.Fault<T>(ConfigCode code, String why) ->
          errors.add(
              key,
              key.equals(Keys.CONFIG_VERSION) && code == ConfigCode.RANGE
                  ? ConfigCode.VERSION
                  : code,
              "\"%s\" = %s %s; %s".formatted(key.name(), shown(given), why, allowed(key)));
    }
  }

  private static String allowed(Key<?> key) {
    return "%s, for example %s".formatted(key.type().range(), key.type().example());
  }

  private static String shown(Object value) {
    String text = value instanceof String string ? '"' + string + '"' : printed(value);
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= SHOWN_CHARACTERS
        ? printable
        : printable.substring(0, SHOWN_CHARACTERS) + "…";
  }

  private static String printed(Object value) {
    return switch (value) {
      case List<?> list -> Arrays.toString(list.toArray());
      case TomlTable _ -> "{…}";
      default -> String.valueOf(value);
    };
  }

  /// The default of a key; a bad default is a bug.
  static <T> T fallback(Key<T> key, String toml) {
    Object value = Toml.parse("v = " + toml, TomlVersion.V1_0_0).get(List.of("v"));
    if (value != null && key.type().read(plain(value)) instanceof Reading.Value<T>(T read)) {
      return read;
    }
    throw new IllegalStateException("bad default of " + key.name());
  }
}
