// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.operate;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nightmail.node.Relay;
import nightmail.node.Wiring;
import nightmail.node.config.Config;
import nightmail.node.config.ConfigReader;
import nightmail.node.config.NodeConfig;
import nightmail.node.disk.RealDisk;
import nightmail.node.keys.NodeIdentity;
import nightmail.node.runtime.Instruments;

/// The folder of one node: `nightmail.toml`, and below `state` its keys, spool and directory.
public final class NodeFolder {
  /// Name of the configuration inside the folder.
  public static final String CONFIG = "nightmail.toml";

  private static final String STATE = "state";
  private static final String IDENTITY = "identity";

  private NodeFolder() {}

  /// Makes folder, configuration, TLS certificate of a gateway, and keys.
  ///
  /// @throws FileAlreadyExistsException if there is a node already (FR-2)
  public static NodeIdentity make(NodePlan plan, Instant now, SecureRandom random)
      throws IOException {
    Path config = plan.folder().resolve(CONFIG);
    if (Files.exists(config)) {
      throw new FileAlreadyExistsException(config.toString());
    }
    Path state = privately(privately(plan.folder()).resolve(STATE));
    if (plan.gateway()) {
      SmtpCertificate.make(plan.name(), plan.folder(), now, random);
    }
    Files.writeString(config, toml(plan));
    return NodeIdentity.create(
        state.resolve(IDENTITY), plan.network(), now, new RealDisk(), random);
  }

  private static Path privately(Path folder) throws IOException {
    return Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /// Reads the configuration at `file`.
  public static Config config(Path file) {
    return ConfigReader.read(file);
  }

  /// The keys of the node that `config` describes.
  ///
  /// @throws IOException if they are missing, damaged or exposed
  public static NodeIdentity identity(NodeConfig config) throws IOException {
    return NodeIdentity.load(
        config.node().stateDir().resolve(IDENTITY), config.network().root(), new RealDisk());
  }

  /// Starts the node of `config`.
  public static Relay start(NodeConfig config, Instruments instruments, String version)
      throws IOException {
    return Wiring.start(config, identity(config), instruments, version);
  }

  private static String toml(NodePlan plan) {
    NodeAddresses at = plan.addresses();
    String common =
        """
        config_version = 1

        [node]
        roles = %s
        name = "%s"
        contact = "%s"
        state_dir = "%s"

        [network]
        root = "%s"
        profile = "%s"
        mirrors = ["%s"]

        [link]
        listen = ["%s"]

        [admin]
        listen = "%s"
        """
            .formatted(
                plan.gateway() ? "[\"mix\", \"gateway\"]" : "[\"mix\"]",
                plan.name(),
                plan.contact(),
                plan.folder().resolve(STATE),
                plan.network().hex(),
                plan.profile().name().toLowerCase(Locale.ROOT),
                plan.mirror(),
                at.link(),
                at.admin());
    return plan.gateway() ? common + gateway(plan) : common;
  }

  private static String gateway(NodePlan plan) {
    return """

    [cover]
    rate_class = %d

    [domains]
    own = %s

    [smtp]
    listen = ["%s"]
    reinject_in = "%s"
    tls_cert = "%s"
    tls_key = "%s"
    """
        .formatted(
            plan.rateClass(),
            strings(plan.domains()),
            plan.addresses().smtp(),
            plan.addresses().reinject(),
            SmtpCertificate.certificate(plan.folder()),
            SmtpCertificate.key(plan.folder()));
  }

  private static String strings(List<String> values) {
    return values.stream()
        .map(value -> '"' + value + '"')
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
