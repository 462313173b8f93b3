// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import nightmail.proto.mail.Envelope;

/// Where mail goes that the server takes.
@FunctionalInterface
public interface Mailroom {
  /// Opens a place for one mail, when its data begin. Called on event loops; must not block. A
  /// place that cannot take anything fails its first append.
  Intake open(Envelope envelope);
}
