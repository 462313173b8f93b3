// SPDX-License-Identifier: Apache-2.0
package nightmail.node;

import java.util.ArrayDeque;
import java.util.Deque;
import nightmail.node.runtime.CoreInbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running relay: what [Wiring] put together, to be closed in the opposite order.
public final class Relay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CoreInbox inbox;

  Relay(CoreInbox inbox) {
    this.inbox = inbox;
  }

  /// Owns `part` from now on.
  <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }

  /// Where events of its core come in; demonstrations post their own.
  public CoreInbox inbox() {
    return inbox;
  }

  /// Stops without draining: no new connection, what is on disk stays there, packets in the pool
  /// are lost and healed by their senders (DN-2).
  @Override
  public void close() {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception trouble) {
        LOG.warn("{} did not close cleanly", part.getClass().getSimpleName());
      }
    }
    parts.clear();
  }
}
