// SPDX-License-Identifier: Apache-2.0
package nightmail.directory.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// One connection of a client: GET and HEAD of pages, POST of a descriptor.
///
/// Files are read by `reader`, not by the event loop. Owned by its event loop.
final class DirectoryHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final String DESCRIPTOR = ReadPages.BASE + "descriptor";

  private final ReadPages pages;
  private final UploadDesk desk;
  private final Executor reader;

  DirectoryHandler(ReadPages pages, UploadDesk desk, Executor reader) {
    this.pages = pages;
    this.desk = desk;
    this.reader = reader;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    if (!request.decoderResult().isSuccess()) {
      send(context, Answer.status(400), false, false);
    } else if (request.method().equals(HttpMethod.GET)
        || request.method().equals(HttpMethod.HEAD)) {
      read(context, request, keepAlive);
    } else if (request.method().equals(HttpMethod.POST) && request.uri().equals(DESCRIPTOR)) {
      upload(context, ByteBufUtil.getBytes(request.content()), keepAlive);
    } else {
      send(context, Answer.status(405), false, keepAlive);
    }
  }

  private void read(ChannelHandlerContext context, FullHttpRequest request, boolean keepAlive) {
    String path = request.uri();
    boolean headOnly = request.method().equals(HttpMethod.HEAD);
    Optional<String> known =
        Optional.ofNullable(request.headers().get(HttpHeaderNames.IF_NONE_MATCH));
    try {
      reader.execute(
          () -> {
            Answer answer = answer(path, known);
            context.executor().execute(() -> send(context, answer, headOnly, keepAlive));
          });
    } catch (RejectedExecutionException e) {
      send(context, Answer.status(503), headOnly, false);
    }
  }

  private Answer answer(String path, Optional<String> known) {
    try {
      Answer answer = pages.get(path);
      return known.isPresent() && answer.status() == 200 && answer.etag().equals(known)
          ? new Answer(304, answer.mediaType(), answer.cacheControl(), answer.etag(), new byte[0])
          : answer;
    } catch (IOException e) {
      return Answer.status(500);
    }
  }

  private void upload(ChannelHandlerContext context, byte[] bytes, boolean keepAlive) {
    desk.handIn(bytes)
        .handle((verdict, error) -> error == null ? UploadAnswers.of(verdict) : busy())
        .thenAccept(
            answer -> context.executor().execute(() -> send(context, answer, false, keepAlive)));
  }

  private static Answer busy() {
    return Answer.status(503);
  }

  private static void send(
      ChannelHandlerContext context, Answer answer, boolean headOnly, boolean keepAlive) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            headOnly ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, answer.mediaType())
        .set(HttpHeaderNames.CACHE_CONTROL, answer.cacheControl())
        .set(
            HttpHeaderNames.CONNECTION,
            keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    if (answer.status() != 304) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
    }
    answer.etag().ifPresent(tag -> response.headers().set(HttpHeaderNames.ETAG, tag));
    if (answer.status() == 503) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, "10");
    }
    var written = context.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  /// A client that resets, or sends what no parser takes: nobody's fault here.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }
}
