// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  private static final String GOOD =
      """
      config_version = 1
      [node]
      roles = ["mix", "gateway"]
      name = "birch"
      contact = "postmaster@example.net"
      [network]
      root = "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"
      mirrors = ["http://127.0.0.1:8080/"]
      [link]
      listen = ["127.0.0.1:2442"]
      [domains]
      own = ["example.net"]
      [smtp]
      max_connections = 64
      """;

  @Test
  void aShortFileLoadsWithDefaults() {
    NodeConfig config = loaded(GOOD);

    assertTrue(config.node().gateway());
    assertEquals(Path.of("/var/lib/nightmail"), config.node().stateDir());
    assertEquals(20_000_000, config.link().capacityBitsPerSecond());
    assertEquals(config.link().listen(), config.link().advertise());
    assertEquals(Duration.ofDays(5), config.spool().lifetime());
    assertEquals((64L << 20) + 32 * (10L << 20), config.spool().reserveBytes());
    assertEquals(new Endpoint("127.0.0.1", 10_028), config.smtp().reinjectIn());
    assertInstanceOf(NodeConfig.SmtpTls.None.class, config.smtp().tls());
  }

  @Test
  @DisplayName("CF-1: twelve planted errors are twelve lines in one run")
  void twelvePlantedErrorsAreTwelveLines() {
    Config.Refused refused =
        refused(
            """
            config_version = 2
            [node]
            roles = ["mix", "oracle"]
            name = "Birch!"
            [network]
            root = "0f"
            mirrors = "http://127.0.0.1/"
            [link]
            listen = ["0.0.0.0:2442"]
            capacity = 20
            [mix]
            mean_delay_ms = 1000
            [smtp]
            max_mesage_size = "10 MiB"
            max_recipients = 7
            trusted_clients = ["0.0.0.0/0"]
            tls_cert = "/etc/nightmail/cert.pem"
            """);

    assertEquals(
        List.of(
            "1:1 NM-C009", // newer than this program
            "2:1 NM-C005", // contact missing
            "3:1 NM-C004", // no such role
            "4:1 NM-C004", // name
            "6:1 NM-C004", // root too short
            "7:1 NM-C003", // not a list
            "8:1 NM-C005", // nothing to advertise
            "10:1 NM-C010", // no unit
            "12:1 NM-C013", // consensus parameter
            "14:1 NM-C002", // unknown
            "15:1 NM-C004", // below 100
            "16:1 NM-C014", // open relay
            "17:1 NM-C006"), // certificate without key
        refused.errors().stream().map(ConfigReaderTest::placed).toList());
    assertEquals(14, refused.text().lines().count());
    assertTrue(refused.text().endsWith("13 errors, nothing changed."));
  }

  @Test
  @DisplayName("CF-2: an unknown key is an error with the nearest key")
  void unknownKeyNamesItsNearest() {
    Config.Refused refused = refused(GOOD + "max_mesage_size = \"10 MiB\"\n");

    assertEquals(
        "nightmail.toml:15:1: NM-C002 unknown key \"smtp.max_mesage_size\";"
            + " did you mean \"smtp.max_message_size\"?\n1 error, nothing changed.",
        refused.text());
  }

  @Test
  @DisplayName("CF-3: the line says what is allowed and gives an example")
  void missingUnitShowsRangeAndExample() {
    Config.Refused refused = refused(GOOD + "max_message_size = 10\n");

    assertEquals(
        "nightmail.toml:15:1: NM-C010 \"smtp.max_message_size\" = 10 has no unit of B, KiB, MiB,"
            + " GiB; 64 KiB to 100 MiB, for example \"10 MiB\"",
        refused.errors().getFirst().text());
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @DisplayName("CF-3: sizes, rates and durations need a known unit and stay in range")
  @CsvSource(
      delimiter = '|',
      value = {
        "max_message_size = \"10 MiB\"|ok",
        "max_message_size = \"10MiB\"|ok",
        "max_message_size = \"10 MB\"|NM-C010",
        "max_message_size = \"10\"|NM-C010",
        "max_message_size = \"999999999999 GiB\"|NM-C004",
        "max_message_size = \"1 GiB\"|NM-C004",
        "max_message_size = \"-1 MiB\"|NM-C003",
        "max_message_size = 1.5|NM-C003",
        "max_message_size = true|NM-C003",
        "reinject_in = \"mail:70000\"|NM-C004",
        "reinject_in = \"[::1]:25\"|ok",
        "listen = [\"localhost:25\"]|NM-C004",
        "listen = [\"127.0.0.1:25\", \"127.0.0.1:25\"]|NM-C004",
        "listen = []|NM-C004",
        "listen = [25]|NM-C003",
        "trusted_clients = [\"10.0.0.1/8\"]|NM-C004",
        "trusted_clients = [\"10.0.0.0/33\"]|NM-C004",
        "tls_key = \"/k\"|NM-C006",
        "max_recipients = 5000000000|NM-C004"
      })
  void valuesAreReadStrictly(String line, String outcome) {
    Config config = ConfigReader.parse("nightmail.toml", GOOD + line + "\n");

    assertEquals(
        outcome,
        switch (config) {
          case Config.Loaded _ -> "ok";
          case Config.Refused(List<ConfigError> errors) ->
              String.join(" ", errors.stream().map(error -> error.code().text()).toList());
        });
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "roles = []|NM-C004",
        "name = \"x\" y|NM-C001",
        "[spool]\\nreserve = \"2 MiB\"|NM-C006",
        "[spol]\\nreserve = \"2 GiB\"|NM-C002",
        "[spol]|NM-C002",
        "[spool]\\nreserve = { size = 4 }|NM-C003",
        "[epoch]\\nlength_s = 10|NM-C013",
        "[link.rate]\\nx = 1|NM-C002",
        "[admin]\\nlisten = \"192.0.2.1:8025\"|NM-C004",
        "[cover]\\nrate_class = 3|NM-C004",
        "[log]\\nlevel = \"loud\"|NM-C004",
        "[[mix]]\\nx = 1|NM-C002"
      })
  void oneFaultIsOneLine(String lines, String code) {
    String text =
        lines.startsWith("roles")
            ? GOOD.replaceFirst("roles = .*", lines)
            : GOOD + lines.replace("\\n", "\n") + "\n";

    Config.Refused refused = refused(text);

    assertEquals(code, refused.errors().getFirst().code().text(), refused.text());
    assertEquals(1, refused.errors().size(), refused.text());
  }

  @Test
  void aKeyGivenTwiceIsTold() {
    Config.Refused refused = refused(GOOD.replace("name =", "name = \"a\"\nname ="));

    assertEquals(ConfigCode.KEY_TWICE, refused.errors().getFirst().code());
  }

  @Test
  void gatewayNeedsTheSmtpTable() {
    Config.Refused refused = refused(GOOD.substring(0, GOOD.indexOf("[smtp]")));

    assertEquals(
        List.of("3:1 NM-C012"), refused.errors().stream().map(ConfigReaderTest::placed).toList());
  }

  @Test
  void ownDomainsNeedAGateway() {
    Config.Refused refused = refused(GOOD.replace("\"mix\", \"gateway\"", "\"mix\""));

    assertEquals(
        List.of("12:1 NM-C006"), refused.errors().stream().map(ConfigReaderTest::placed).toList());
  }

  @Test
  void valuesWithControlsArePrintedWithoutThem() {
    Config.Refused refused = refused(GOOD + "tls_cert = \"a\\u001b[31m\"\n");

    assertEquals(-1, refused.text().indexOf('\u001b'));
  }

  @Test
  @DisplayName("CF-6: a key file that others can read is refused, exit 5")
  void exposedKeyFileIsRefused(@TempDir Path dir) throws IOException {
    Path cert = Files.writeString(dir.resolve("cert.pem"), "");
    Path key = Files.writeString(dir.resolve("key.pem"), "");
    Path file =
        Files.writeString(
            dir.resolve("nightmail.toml"),
            GOOD + "tls_cert = \"%s\"\ntls_key = \"%s\"\n".formatted(cert, key));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    Config exposed = ConfigReader.read(file);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Config secret = ConfigReader.read(file);

    Config.Refused refused = assertInstanceOf(Config.Refused.class, exposed);
    assertEquals(ConfigCode.FILE, refused.errors().getFirst().code());
    assertEquals(5, refused.exitStatus());
    assertInstanceOf(Config.Loaded.class, secret);
  }

  @Test
  void aFileThatIsNotThereIsRefused(@TempDir Path dir) {
    assertInstanceOf(Config.Refused.class, ConfigReader.read(dir.resolve("none.toml")));
  }

  private static String placed(ConfigError error) {
    return "%d:%d %s".formatted(error.line(), error.column(), error.code().text());
  }

  private static NodeConfig loaded(String text) {
    Config config = ConfigReader.parse("nightmail.toml", text);
    return assertInstanceOf(Config.Loaded.class, config, config::toString).config();
  }

  private static Config.Refused refused(String text) {
    return assertInstanceOf(Config.Refused.class, ConfigReader.parse("nightmail.toml", text));
  }
}
