// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import nightmail.node.net.EventLoops;
import nightmail.proto.mail.Envelope;
import nightmail.proto.smtp.DeliveryOrder;
import nightmail.proto.smtp.DeliveryOrder.Tls;
import nightmail.proto.smtp.RecipientOutcome;
import nightmail.proto.smtp.RecipientOutcome.Verdict;

/// Delivers mail to one next hop, one connection for each delivery, so that no two messages share
/// one (CL-9).
///
/// TLS is opportunistic: taken if offered, the certificate unchecked, and done without if the
/// handshake fails (CL-34), unless the settings require it.
///
/// Safe for any thread, but for the event loops' own: [#close] waits.
public final class SmtpClient implements AutoCloseable {
  private static final int TROUBLE_CODE = 451;
  private static final String NO_ANSWER = "4.4.1";
  private static final String NO_TLS = "4.7.5";

  private final ClientSettings settings;
  private final SslContext tls;
  private final EventLoopGroup loops;

  /// @throws IOException if there is no TLS on this machine
  public SmtpClient(ClientSettings settings) throws IOException {
    this.settings = settings;
    EventLoops.hideMachine();
    tls =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.OPENSSL_REFCNT)
            .protocols("TLSv1.3", "TLSv1.2")
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm("")
            .build();
    loops = EventLoops.open("smtp-client", settings.threads());
  }

  /// Tries once. Never completes exceptionally: trouble with the connection is a deferral.
  ///
  /// @return one outcome per recipient, in the order of the envelope
  public CompletionStage<List<RecipientOutcome>> deliver(
      InetSocketAddress nextHop, Envelope envelope, MessageSource message) {
    CompletableFuture<List<RecipientOutcome>> result = new CompletableFuture<>();
    attempt(nextHop, order(envelope, message, settings.tls()), message, result);
    return result;
  }

  private DeliveryOrder order(Envelope envelope, MessageSource message, Tls wanted) {
    return new DeliveryOrder(
        settings.helloName(), envelope, message.octets(), wanted, settings.send8bitAnyway());
  }

  private void attempt(
      InetSocketAddress nextHop,
      DeliveryOrder order,
      MessageSource message,
      CompletableFuture<List<RecipientOutcome>> result) {
    Delivery delivery =
        new Delivery(settings, order, message, tls, report(nextHop, order, message, result));
    bootstrap(delivery)
        .connect(nextHop)
        .addListener(
            (ChannelFuture connected) -> {
              if (!connected.isSuccess()) {
                result.complete(deferred(order.envelope(), NO_ANSWER));
              }
            });
  }

  private Delivery.Report report(
      InetSocketAddress nextHop,
      DeliveryOrder order,
      MessageSource message,
      CompletableFuture<List<RecipientOutcome>> result) {
    return new Delivery.Report() {
      @Override
      public void finished(List<RecipientOutcome> outcomes) {
        result.complete(outcomes);
      }

      @Override
      public void tlsFailed() {
        if (order.tls() == Tls.IF_OFFERED) {
          attempt(nextHop, order(order.envelope(), message, Tls.NONE), message, result);
        } else {
          result.complete(deferred(order.envelope(), NO_TLS));
        }
      }
    };
  }

  private Bootstrap bootstrap(Delivery delivery) {
    return new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            Math.toIntExact(settings.connectWait().toMillis()))
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(delivery);
              }
            });
  }

  private static List<RecipientOutcome> deferred(Envelope envelope, String enhanced) {
    return envelope.recipients().stream()
        .map(it -> new RecipientOutcome(it, Verdict.DEFERRED, TROUBLE_CODE, enhanced))
        .toList();
  }

  /// Cuts what is under way, which becomes deferrals.
  @Override
  public void close() {
    EventLoops.close(loops);
    ReferenceCountUtil.release(tls);
  }
}
