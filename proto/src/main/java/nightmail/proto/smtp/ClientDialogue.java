// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// The client's side of one SMTP connection that makes one delivery.
///
/// Owned by the thread of its connection.
public final class ClientDialogue {
  private final DeliveryOrder order;

  public ClientDialogue(DeliveryOrder order) {
    this.order = Objects.requireNonNull(order);
  }

  /// Takes one input; the steps are to be done in order.
  public List<ClientStep> on(ClientInput input) {
    Objects.requireNonNull(input);
    Objects.requireNonNull(order);
    return List.of();
  }

  /// How long to wait for the next input before [ClientInput.TimedOut] (CL-7).
  public Duration timeout() {
    return Duration.ofMinutes(5);
  }
}
