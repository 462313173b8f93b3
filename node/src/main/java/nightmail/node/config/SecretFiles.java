// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Looks at the files a configuration names: there, readable by us, and a secret by nobody else.
final class SecretFiles {
  private SecretFiles() {}

  static List<ConfigError> check(String file, NodeConfig config) {
    List<ConfigError> errors = new ArrayList<>();
    if (config.smtp().tls() instanceof NodeConfig.SmtpTls.Files(Path certificate, Path key)) {
      if (!Files.isReadable(certificate)) {
        errors.add(error(file, Keys.TLS_CERT, "cannot be read"));
      }
      if (!Files.isReadable(key)) {
        errors.add(error(file, Keys.TLS_KEY, "cannot be read"));
      } else if (readableByOthers(key)) {
        errors.add(error(file, Keys.TLS_KEY, "is readable by others; chmod o-rwx"));
      }
    }
    return errors;
  }

  private static ConfigError error(String file, Key<?> key, String why) {
    String message = "the file of \"%s\" %s".formatted(key.name(), why);
    return new ConfigError(file, 1, 1, ConfigCode.FILE, message);
  }

  private static boolean readableByOthers(Path secret) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(secret);
      return permissions.contains(PosixFilePermission.OTHERS_READ)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException unknown) {
      return true; // a file we cannot ask about is not shown to be secret
    }
  }
}
