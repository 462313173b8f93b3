// SPDX-License-Identifier: Apache-2.0
package nightmail.node.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Answers one request, then closes (WS-1, WS-2, WS-4).
///
/// Owned by the event loop of its channel.
final class AdminHandler extends SimpleChannelInboundHandler<HttpObject> {
  /// Any other name in `Host` may be a page of a foreign site whose name was pointed here.
  private static final Pattern LOOPBACK_HOST =
      Pattern.compile(
          "(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]{1,5})?",
          Pattern.CASE_INSENSITIVE);

  private final AdminPages pages;
  private boolean answered;

  AdminHandler(AdminPages pages) {
    this.pages = pages;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (!answered && part instanceof HttpRequest request) {
      answered = true;
      AdminPages.Page page = refusal(request).orElseGet(() -> pages.at(path(request.uri())));
      answer(context, page, HttpMethod.HEAD.equals(request.method()));
    }
  }

  private static Optional<AdminPages.Page> refusal(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return Optional.of(malformed(request.decoderResult().cause()));
    }
    HttpMethod method = request.method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      return refuse(HttpResponseStatus.METHOD_NOT_ALLOWED);
    }
    if (!namesLoopback(request.headers())) {
      return refuse(HttpResponseStatus.MISDIRECTED_REQUEST);
    }
    boolean body =
        HttpUtil.isTransferEncodingChunked(request)
            || !request.headers().get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0");
    return body ? refuse(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE) : Optional.empty();
  }

  private static AdminPages.Page malformed(Throwable cause) {
    return switch (cause) {
      case TooLongHttpHeaderException _ -> page(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE);
      case TooLongHttpLineException _ -> page(HttpResponseStatus.REQUEST_URI_TOO_LONG);
      default -> page(HttpResponseStatus.BAD_REQUEST);
    };
  }

  private static boolean namesLoopback(HttpHeaders headers) {
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    return hosts.size() == 1 && LOOPBACK_HOST.matcher(hosts.getFirst()).matches();
  }

  private static Optional<AdminPages.Page> refuse(HttpResponseStatus status) {
    return Optional.of(page(status));
  }

  private static AdminPages.Page page(HttpResponseStatus status) {
    return AdminPages.Page.text(status.code(), status.reasonPhrase() + "\n");
  }

  private static String path(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private static void answer(ChannelHandlerContext context, AdminPages.Page page, boolean head) {
    byte[] body = page.body().getBytes(UTF_8);
    ByteBuf content = head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(page.status()), content);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, page.contentType())
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (page.status() == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
      response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
    }
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  /// A client that went away is no news; anything else is a bug and reaches Netty's log.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      context.fireExceptionCaught(cause);
    }
    context.channel().unsafe().closeForcibly();
  }
}
