// SPDX-License-Identifier: Apache-2.0
package nightmail.node.runtime;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import nightmail.node.smtp.client.SmtpClient;
import nightmail.node.spool.Spool;
import nightmail.node.spool.StoredMail;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Recipient;
import nightmail.proto.relay.Effect;
import nightmail.proto.relay.Event;
import nightmail.proto.smtp.RecipientOutcome;

/// Carries out deliveries: reads an arrival from the spool and hands it to this site's mail server.
///
/// At most [#MAX_DELIVERIES] at a time, each on a virtual thread of its own; more wait. Every
/// delivery ends in exactly one event, whatever goes wrong.
///
/// Safe for any thread.
public final class Deliveries {
  static final int MAX_DELIVERIES = 20;

  private final Spool spool;
  private final SmtpClient client;
  private final Supplier<InetSocketAddress> nextHop;
  private final Consumer<Event> core;
  private final Semaphore places = new Semaphore(MAX_DELIVERIES);

  /// @param nextHop where mail of the own domains goes; asked for each delivery, so that a changed
  ///   address of the host is seen
  public Deliveries(
      Spool spool, SmtpClient client, Supplier<InetSocketAddress> nextHop, Consumer<Event> core) {
    this.spool = spool;
    this.client = client;
    this.nextHop = nextHop;
    this.core = core;
  }

  void deliver(Effect.Deliver order) {
    Thread.ofVirtual().name("delivery").start(() -> run(order));
  }

  private void run(Effect.Deliver order) {
    try {
      places.acquire();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      core.accept(new Event.DeliveryEnded(order.token(), attempt(order)));
    } catch (RuntimeException unreadable) {
      // Without outcomes the core tries again later.
      core.accept(new Event.DeliveryEnded(order.token(), List.of()));
    } finally {
      places.release();
    }
  }

  private List<RecipientOutcome> attempt(Effect.Deliver order) {
    StoredMail mail = spool.openArrival(order.token()).toCompletableFuture().join();
    List<Recipient> all = mail.envelope().recipients();
    List<Recipient> wanted = order.recipients().stream().map(all::get).toList();
    Envelope envelope = mail.envelope().withRecipients(wanted);
    return client.deliver(nextHop.get(), envelope, mail.message()).toCompletableFuture().join();
  }
}
