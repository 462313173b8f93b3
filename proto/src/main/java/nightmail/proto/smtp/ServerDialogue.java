// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The server's side of one SMTP connection.
///
/// Owned by the thread of its connection.
public final class ServerDialogue {
  private final ServerPolicy policy;

  public ServerDialogue(ServerPolicy policy) {
    this.policy = Objects.requireNonNull(policy);
  }

  /// Takes one input; the steps are to be done in order.
  public List<SmtpStep> on(SmtpInput input) {
    List<SmtpStep> steps = new ArrayList<>();
    if (input instanceof SmtpInput.Connected) {
      steps.add(new SmtpStep.Reply(SmtpReply.of(220, "", policy.hostName() + " ESMTP")));
    }
    return steps;
  }

  /// Whether octets are welcome; while not, the owner stops reading from the connection.
  public boolean wantsOctets() {
    return true;
  }
}
