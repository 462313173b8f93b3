// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Addresses on the command line.
final class Addresses {
  private static final int MAX_PORT = 65_535;

  private Addresses() {}

  /// Reads `HOST:PORT` with a literal host, IPv6 in brackets; asks no resolver.
  static InetSocketAddress parse(CommandSpec spec, String option, String text) {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port > 0 && port <= MAX_PORT) {
        String host = text.substring(0, colon).replaceAll("^\\[|]$", "");
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
      }
    } catch (IllegalArgumentException notAnAddress) {
      // told below
    }
    throw new ParameterException(
        spec.commandLine(),
        option + ": an address and a port, as 127.0.0.1:2442 or [::1]:2442, not " + text);
  }
}
