// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import nightmail.proto.packet.RelayId;

/// An exit for a domain, or why there is none.
public sealed interface ExitChoice {

  /// `servesDomain` is false for a third-party exit.
  record Exit(RelayId relay, boolean servesDomain) implements ExitChoice {}

  /// Mail waits, or goes without the overlay if the policy says so.
  record NoExit(PathRefusal reason) implements ExitChoice {}
}
