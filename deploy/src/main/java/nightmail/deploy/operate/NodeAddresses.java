// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.operate;

/// Where a node listens, each as `host:port`.
///
/// @param link for links of other relays; published as it is
/// @param smtp for the own MTA
/// @param reinject the MTA that gets arrived mail
/// @param admin health and metrics, on loopback
public record NodeAddresses(String link, String smtp, String reinject, String admin) {
  /// The usual ports; only the link address has no usual host.
  public static NodeAddresses usual(String link) {
    return new NodeAddresses(link, "127.0.0.1:10025", "127.0.0.1:10028", "127.0.0.1:8025");
  }
}
