// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A host, by name or literal address, with a port.
public record Endpoint(String host, int port) {
  /// The address when the host is a literal one; asks no resolver.
  public Optional<InetSocketAddress> literal() {
    try {
      return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(host), port));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  /// The address, asking the resolver for a name; may block, and stays unresolved when the name is
  /// unknown.
  public InetSocketAddress resolve() {
    return literal().orElseGet(() -> new InetSocketAddress(host, port));
  }
}
