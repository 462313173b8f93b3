// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import nightmail.proto.bytes.Fixed32;

/// TLS as links speak it: 1.3 only, X25519MLKEM768 only, both sides with a pinned key, no tickets,
/// no resumption (L-1 to L-3).
///
/// BoringSSL through tcnative, because it has the group and refuses whoever lacks it. [#close]
/// frees its native memory.
///
/// Safe for any thread.
final class LinkTls implements AutoCloseable {
  /// The application protocol of a link (L-2).
  static final String PROTOCOL = "nightmail/1";

  /// The one group: post-quantum and classical in one.
  static final String GROUP = "X25519MLKEM768";

  private static final String CLASSICAL_GROUP = "x25519";
  private static final int MAX_CERTIFICATE_BYTES = 4_096;

  private final SslContext server;
  private final SslContext client;

  private LinkTls(SslContext server, SslContext client) {
    this.server = server;
    this.client = client;
  }

  /// @param isMember whether a key, by its pin, may have a link with us; asked on any thread
  static LinkTls of(LinkIdentity identity, Predicate<Fixed32> isMember, boolean allowClassical)
      throws SSLException {
    return withGroups(
        identity, isMember, allowClassical ? List.of(GROUP, CLASSICAL_GROUP) : List.of(GROUP));
  }

  static LinkTls withGroups(LinkIdentity identity, Predicate<Fixed32> isMember, List<String> groups)
      throws SSLException {
    SslContext server =
        context(
            SslContextBuilder.forServer(identity.key(), identity.certificate())
                .clientAuth(ClientAuth.REQUIRE),
            isMember,
            groups);
    try {
      SslContext client =
          context(
              SslContextBuilder.forClient()
                  .keyManager(identity.key(), identity.certificate())
                  .endpointIdentificationAlgorithm(""),
              isMember,
              groups);
      return new LinkTls(server, client);
    } catch (SSLException refused) {
      ReferenceCountUtil.release(server);
      throw refused;
    }
  }

  private static SslContext context(
      SslContextBuilder builder, Predicate<Fixed32> isMember, List<String> groups)
      throws SSLException {
    SslContext context =
        builder
            .sslProvider(SslProvider.OPENSSL_REFCNT)
            .protocols("TLSv1.3")
            .trustManager(new MemberTrust(isMember))
            .option(OpenSslContextOption.GROUPS, groups.toArray(String[]::new))
            .option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, MAX_CERTIFICATE_BYTES)
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    PROTOCOL))
            .build();
    // Tickets are off in Netty until keys for them are set.
    ((OpenSslSessionContext) context.sessionContext()).setSessionCacheEnabled(false);
    return context;
  }

  /// TLS for one connection. Frames are not joined before encryption, so every frame makes the same
  /// records (L-10).
  SslHandler handler(ByteBufAllocator allocator, boolean initiator, Duration wait) {
    SslHandler handler = (initiator ? client : server).newHandler(allocator);
    handler.setWrapDataSize(0);
    handler.setHandshakeTimeoutMillis(wait.toMillis());
    handler.setCloseNotifyFlushTimeoutMillis(wait.toMillis());
    return handler;
  }

  SSLEngine engine(boolean initiator) {
    return (initiator ? client : server).newEngine(ByteBufAllocator.DEFAULT);
  }

  /// The group a finished handshake used; empty if it cannot be told.
  static Optional<String> group(SSLEngine engine) {
    try {
      return Optional.ofNullable(
          SSL.getGroupName(((ReferenceCountedOpenSslEngine) engine).sslPointer()));
    } catch (Exception gone) { // declared so widely by the native call
      return Optional.empty();
    }
  }

  /// The pin of the peer's key; empty before the handshake is done.
  static Optional<Fixed32> peerPin(SSLEngine engine) {
    try {
      return Optional.of(
          LinkIdentity.pin(engine.getSession().getPeerCertificates()[0].getPublicKey()));
    } catch (SSLPeerUnverifiedException none) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    ReferenceCountUtil.release(server);
    ReferenceCountUtil.release(client);
  }
}
