// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightmail.node.net.BoundHandler;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Recipient;
import nightmail.proto.smtp.ServerDialogue;
import nightmail.proto.smtp.SmtpInput;
import nightmail.proto.smtp.SmtpReply;
import nightmail.proto.smtp.SmtpStep;
import org.jspecify.annotations.Nullable;

/// One SMTP connection: octets into the dialogue, its steps into deeds.
///
/// Reads only while the dialogue wants octets, the spool keeps up and the client takes its replies.
///
/// Owned by the event loop of its channel.
@SuppressWarnings("FutureReturnValueIgnored") // what fails here ends in channelInactive
final class SmtpSession extends BoundHandler {
  /// How long a client may take to read the last reply.
  private static final long LAST_WORD_MILLIS = 10_000;

  private final SmtpDoor door;
  private final ServerDialogue dialogue;
  private final ArrayDeque<SmtpInput> inputs = new ArrayDeque<>();
  private final Deadlines deadlines;
  private @Nullable MailUptake uptake; // null outside DATA
  private boolean isFeeding;
  private boolean isClosing;

  SmtpSession(SmtpDoor door) {
    this.door = door;
    dialogue = new ServerDialogue(door.settings().policy());
    deadlines = new Deadlines(door.settings(), door::isStressed, this::late);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    deadlines.start(ctx.executor());
    feed(new SmtpInput.Load(door.isStressed(), door.isSpoolShort()));
    feed(new SmtpInput.Connected());
    ctx.flush();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      feed(new SmtpInput.Octets(ByteBufUtil.getBytes((ByteBuf) message)));
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /// The program stops.
  void stop() {
    feed(new SmtpInput.Stopping());
  }

  private void late() {
    feed(new SmtpInput.TimedOut());
    ctx().flush();
  }

  /// Octets wait here while the dialogue waits for an answer; the answer itself does not.
  private void feed(SmtpInput input) {
    if (input instanceof SmtpInput.Octets) {
      inputs.addLast(input);
    } else {
      inputs.addFirst(input);
    }
    if (isFeeding) {
      return;
    }
    isFeeding = true;
    try {
      while (!inputs.isEmpty()
          && (dialogue.wantsOctets() || !(inputs.peekFirst() instanceof SmtpInput.Octets))) {
        take(inputs.removeFirst());
      }
    } finally {
      isFeeding = false;
    }
    listen();
  }

  private void take(SmtpInput input) {
    if (isClosing && !(input instanceof SmtpInput.Lost)) {
      return;
    }
    for (SmtpStep step : dialogue.on(input)) {
      deadlines.progress();
      act(step);
    }
  }

  private void act(SmtpStep step) {
    switch (step) {
      case SmtpStep.Reply(SmtpReply reply) -> ctx().write(Unpooled.wrappedBuffer(reply.encode()));
      case SmtpStep.StartTls() -> startTls();
      case SmtpStep.CheckRecipient(_, Recipient recipient) -> check(recipient);
      case SmtpStep.BeginData(Envelope envelope, _) -> begin(envelope);
      case SmtpStep.DataChunk(byte[] bytes) -> {
        if (uptake != null) {
          uptake.append(bytes);
        }
      }
      case SmtpStep.DiscardData() -> discard();
      case SmtpStep.Submit(Envelope envelope, long messageBytes) -> submit(envelope, messageBytes);
      case SmtpStep.Close() -> {
        isClosing = true;
        deadlines.stop();
        ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        ctx().executor().schedule(() -> ctx().close(), LAST_WORD_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void check(Recipient recipient) {
    Optional<SmtpReply> refusal = door.recipients().check(recipient);
    feed(new SmtpInput.RecipientChecked(refusal.orElseGet(SmtpReply::recipientOk)));
  }

  private void begin(Envelope envelope) {
    deadlines.messageBegins();
    uptake = new MailUptake(door.mailroom().open(envelope), ctx().executor(), this::listen);
  }

  private void discard() {
    deadlines.messageEnds();
    if (uptake != null) {
      uptake.abandon();
      uptake = null;
    }
  }

  private void submit(Envelope envelope, long messageBytes) {
    deadlines.pause();
    MailUptake mail = uptake;
    uptake = null;
    if (mail == null) {
      throw new IllegalStateException("a mail ends that has not begun");
    }
    mail.finish(
        envelope,
        messageBytes,
        reply -> {
          deadlines.messageEnds();
          feed(new SmtpInput.Submitted(reply));
          ctx().flush();
        });
  }

  /// Reading stops, what was read in clear is forgotten, and from here on all octets go through TLS
  /// (SV-6).
  private void startTls() {
    ctx().channel().config().setAutoRead(false);
    inputs.clear();
    ctx().flush();
    ctx().pipeline().addFirst(door.tls(ctx().alloc()));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        feed(new SmtpInput.TlsStarted());
        ctx.flush();
      } else {
        ctx.close();
      }
    }
  }

  private void listen() {
    boolean isBehind = uptake != null && uptake.unkeptOctets() > door.settings().unkeptOctets();
    boolean isShaking = !dialogue.wantsOctets() && uptake == null && isTlsOpening();
    boolean isReady = dialogue.wantsOctets() && !isBehind && ctx().channel().isWritable();
    ctx().channel().config().setAutoRead((isShaking || isReady) && !isClosing);
  }

  private boolean isTlsOpening() {
    SslHandler ssl = ctx().pipeline().get(SslHandler.class);
    return ssl != null && !ssl.handshakeFuture().isDone();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    listen();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deadlines.stop();
    feed(new SmtpInput.Lost());
    discard();
  }

  /// Silent: a reset connection is not news.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
