// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.util.function.Function;
import java.util.function.ToLongFunction;

/// A kind of signed document: its number and name, how large it may be, how it is read, and the
/// number that goes into its pre-image (`docs/spec/directory.md` §3).
///
/// The caller names the kind it expects, so that none passes for another (SG-6).
public final class DocumentKind<T> {
  private static final int KIB = 1024;

  public static final DocumentKind<Root> ROOT =
      new DocumentKind<>(1, "root", 256 * KIB, Root::decode, Root::encode, Root::version);
  public static final DocumentKind<AuthorityCert> AUTHORITY_CERT =
      new DocumentKind<>(
          2,
          "authority-cert",
          16 * KIB,
          AuthorityCert::decode,
          AuthorityCert::encode,
          AuthorityCert::serial);
  public static final DocumentKind<RelayCert> RELAY_CERT =
      new DocumentKind<>(
          3, "relay-cert", 8 * KIB, RelayCert::decode, RelayCert::encode, RelayCert::serial);
  public static final DocumentKind<FamilyCert> FAMILY_CERT =
      new DocumentKind<>(
          4,
          "family-cert",
          4 * KIB,
          FamilyCert::decode,
          FamilyCert::encode,
          c -> c.notBefore().getEpochSecond());
  public static final DocumentKind<Descriptor> DESCRIPTOR =
      new DocumentKind<>(
          5, "descriptor", 16 * KIB, Descriptor::decode, Descriptor::encode, Descriptor::sequence);
  public static final DocumentKind<Consensus> CONSENSUS =
      new DocumentKind<>(
          12, "consensus", 8 * KIB * KIB, Consensus::decode, Consensus::encode, Consensus::epoch);

  private final int code;
  private final String label;
  private final int maxBytes;
  private final Function<byte[], Checked<T>> reader;
  private final Function<T, byte[]> writer;
  private final ToLongFunction<T> number;

  private DocumentKind(
      int code,
      String label,
      int maxBytes,
      Function<byte[], Checked<T>> reader,
      Function<T, byte[]> writer,
      ToLongFunction<T> number) {
    this.code = code;
    this.label = label;
    this.maxBytes = maxBytes;
    this.reader = reader;
    this.writer = writer;
    this.number = number;
  }

  /// The type number in `Signed`.
  public int code() {
    return code;
  }

  /// The name in the pre-image, ASCII.
  public String label() {
    return label;
  }

  /// Payloads over this are refused before they are read.
  public int maxBytes() {
    return maxBytes;
  }

  /// The context number of `document`: version, serial, sequence, epoch or not-before.
  long numberOf(T document) {
    return number.applyAsLong(document);
  }

  byte[] write(T document) {
    return writer.apply(document);
  }

  /// Payload bytes as a document of this kind; nothing is verified by that.
  Checked<T> read(byte[] payload) {
    return payload.length > maxBytes
        ? Checked.refused(Refusal.TOO_LARGE, label)
        : reader.apply(payload);
  }
}
