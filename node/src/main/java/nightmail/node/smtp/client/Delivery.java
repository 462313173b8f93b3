// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nightmail.node.net.BoundHandler;
import nightmail.proto.smtp.ClientDialogue;
import nightmail.proto.smtp.ClientInput;
import nightmail.proto.smtp.ClientStep;
import nightmail.proto.smtp.DeliveryOrder;
import nightmail.proto.smtp.RecipientOutcome;
import org.jspecify.annotations.Nullable;

/// One connection that makes one delivery: octets into the dialogue, its steps into deeds.
///
/// Owned by the event loop of its channel.
@SuppressWarnings("FutureReturnValueIgnored") // what fails here ends in channelInactive
final class Delivery extends BoundHandler {
  /// What comes of a connection; exactly one call.
  interface Report {
    /// One outcome per recipient.
    void finished(List<RecipientOutcome> outcomes);

    /// The server offers TLS and cannot do it; nothing was sent.
    void tlsFailed();
  }

  private final ClientSettings settings;
  private final ClientDialogue dialogue;
  private final MessageSource message;
  private final SslContext tls;
  private final Report report;
  private @Nullable MessagePump pump; // null until the mail is wanted
  private @Nullable ScheduledFuture<?> timer; // null while none runs
  private int piecesUnsent;
  private boolean isReported;

  Delivery(
      ClientSettings settings,
      DeliveryOrder order,
      MessageSource message,
      SslContext tls,
      Report report) {
    this.settings = settings;
    this.message = message;
    this.tls = tls;
    this.report = report;
    dialogue = new ClientDialogue(order);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    feed(new ClientInput.Connected());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object octets) {
    try {
      feed(new ClientInput.Octets(ByteBufUtil.getBytes((ByteBuf) octets)));
    } finally {
      ReferenceCountUtil.release(octets);
    }
  }

  private void feed(ClientInput input) {
    dialogue.on(input).forEach(this::act);
    ctx().flush();
    rearm();
  }

  private void act(ClientStep step) {
    switch (step) {
      case ClientStep.Send(byte[] bytes) -> ctx().write(Unpooled.wrappedBuffer(bytes));
      case ClientStep.StartTls() -> startTls();
      case ClientStep.WantMessage() -> wantMessage();
      case ClientStep.Finished(List<RecipientOutcome> outcomes) -> finished(outcomes);
      case ClientStep.Close() ->
          ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void finished(List<RecipientOutcome> outcomes) {
    stopPump();
    if (!isReported) {
      isReported = true;
      report.finished(outcomes);
    }
  }

  /// What was read in clear is gone with the dialogue's buffer; all further octets go through TLS.
  private void startTls() {
    SslHandler handler = tls.newHandler(ctx().alloc());
    handler.setHandshakeTimeoutMillis(settings.scaled(dialogue.timeout()).toMillis());
    ctx().pipeline().addFirst(handler);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && !isReported) {
      if (handshake.isSuccess()) {
        feed(new ClientInput.TlsDone(true));
      } else {
        isReported = true;
        report.tlsFailed();
        ctx.close();
      }
    }
  }

  private void wantMessage() {
    MessagePump newPump =
        new MessagePump(message, input -> ctx().executor().execute(() -> pumped(input)));
    pump = newPump;
    newPump.start();
  }

  private void pumped(ClientInput input) {
    if (isReported) {
      return;
    }
    if (input instanceof ClientInput.MessageOctets) {
      piecesUnsent++;
    }
    feed(input);
    askForMore();
  }

  /// The mail flows no faster than the socket takes it.
  private void askForMore() {
    MessagePump from = pump;
    while (from != null && piecesUnsent > 0 && ctx().channel().isWritable()) {
      piecesUnsent--;
      from.taken();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    askForMore();
    rearm();
  }

  private void stopPump() {
    if (pump != null) {
      pump.stop();
    }
  }

  private void rearm() {
    if (timer != null) {
      timer.cancel(false);
    }
    if (ctx().channel().isActive()) {
      Duration wait = settings.scaled(dialogue.timeout());
      timer =
          ctx()
              .executor()
              .schedule(
                  () -> feed(new ClientInput.TimedOut()), wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stopPump();
    feed(new ClientInput.Lost());
    if (!isReported) {
      throw new IllegalStateException("a lost connection must end its dialogue");
    }
  }

  /// Silent: a broken connection is an outcome, told by channelInactive.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
