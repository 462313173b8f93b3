// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import nightmail.proto.bytes.Fixed32;

/// Trusts a certificate if its key is pinned, whatever its name, date or signature say (L-3).
///
/// Safe for any thread.
final class MemberTrust extends X509ExtendedTrustManager {
  private final Predicate<Fixed32> isMember;

  /// @param isMember asked with SHA-256 of the SubjectPublicKeyInfo, on any thread
  MemberTrust(Predicate<Fixed32> isMember) {
    this.isMember = isMember;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0 || !isMember.test(LinkIdentity.pin(chain[0].getPublicKey()))) {
      throw new CertificateException("stranger");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  /// None: the names of members are nobody's business.
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
