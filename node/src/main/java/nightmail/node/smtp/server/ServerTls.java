// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Whether the server offers STARTTLS, and with what key.
public sealed interface ServerTls {
  /// STARTTLS is not offered.
  record Off() implements ServerTls {}

  /// Key and certificates from PEM files, the server's own certificate first.
  record Pem(Path chain, Path key) implements ServerTls {}

  /// Key and certificates at hand, the server's own first.
  record Key(PrivateKey key, List<X509Certificate> chain) implements ServerTls {
    public Key {
      chain = List.copyOf(chain);
    }
  }

  private static SslContext context(SslContextBuilder builder) throws SSLException {
    return builder.sslProvider(SslProvider.OPENSSL_REFCNT).protocols("TLSv1.3", "TLSv1.2").build();
  }

  /// The context of these choices; empty for [Off]. The caller releases it.
  ///
  /// @throws SSLException if key or certificates cannot be used
  default Optional<SslContext> open() throws SSLException {
    return switch (this) {
      case Off() -> Optional.empty();
      case Pem(Path chain, Path key) ->
          Optional.of(context(SslContextBuilder.forServer(chain.toFile(), key.toFile())));
      case Key(PrivateKey key, List<X509Certificate> chain) ->
          Optional.of(context(SslContextBuilder.forServer(key, chain)));
    };
  }
}
