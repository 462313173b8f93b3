// SPDX-License-Identifier: Apache-2.0
package nightmail.directory.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import nightmail.proto.document.Profile;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/// Where an authority keeps its files and listens, and which profile it runs.
///
/// Keys: `state_dir`, `listen_host`, `listen_port` (0 picks a free one), `profile` (`production` or
/// `test`).
public record AuthorityConfig(Path stateDir, InetSocketAddress listen, Profile profile) {

  /// The name of the file inside the state directory.
  public static final String FILE = "authority.toml";

  /// @throws IOException if the file cannot be read, or with every error in it, by line
  public static AuthorityConfig load(Path file) throws IOException {
    TomlParseResult toml = Toml.parse(file);
    if (toml.hasErrors()) {
      List<String> errors = toml.errors().stream().map(TomlParseError::toString).toList();
      throw new IOException(file.getFileName() + ": " + String.join("; ", errors));
    }
    Path home = file.toAbsolutePath().resolveSibling(toml.getString("state_dir", () -> "."));
    long port = toml.getLong("listen_port", () -> 2480L);
    if (port < 0 || port > 65_535) {
      throw new IOException(file.getFileName() + ": listen_port: 0 to 65535, not " + port);
    }
    String profile = toml.getString("profile", () -> "production");
    return new AuthorityConfig(
        home.normalize(),
        new InetSocketAddress(toml.getString("listen_host", () -> "127.0.0.1"), (int) port),
        switch (profile) {
          case "production" -> Profile.PRODUCTION;
          case "test" -> Profile.TEST;
          default ->
              throw new IOException(
                  file.getFileName() + ": profile: production or test, not " + profile);
        });
  }

  /// The text that [#load] reads.
  public String toToml() {
    return """
        # Nightmail authority
        state_dir = "."
        listen_host = "%s"
        listen_port = %d
        profile = "%s"
        """
        .formatted(
            listen.getHostString(),
            listen.getPort(),
            profile == Profile.TEST ? "test" : "production");
  }
}
