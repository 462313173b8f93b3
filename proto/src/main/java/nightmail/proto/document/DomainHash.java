// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import nightmail.proto.bytes.Fixed16;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;

/// How the domain table names a domain: first 16 bytes of SHA-256("nightmail-domain-v1" ‖ 00 ‖
/// network id ‖ domain).
///
/// Small, but open to a dictionary (`docs/spec/directory.md` §4).
public final class DomainHash {
  private static final byte[] LABEL = "nightmail-domain-v1\0".getBytes(StandardCharsets.US_ASCII);

  private DomainHash() {}

  /// `domain` in A-labels, either case.
  public static Fixed16 of(Fixed32 networkId, String domain) {
    byte[] name = domain.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    return Fixed16.firstHalf(Sha256.of(LABEL, networkId.toBytes(), name));
  }
}
