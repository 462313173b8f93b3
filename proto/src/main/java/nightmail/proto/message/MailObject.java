// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.Arrays;
import java.util.List;
import nightmail.proto.crypto.Sha256;

/// One mail for one exit, whole: a header and a content that fits it.
///
/// The content is batch SMTP and opaque here. It passes into the record and must not be changed
/// after. Objects too long for memory use [ObjectHeader] alone.
@SuppressWarnings("ArrayRecordComponent") // ownership passes, as said above
public record MailObject(ObjectHeader header, byte[] content) {

  /// An object without TLVs around `content`.
  ///
  /// @param doNotDeliverAfterMinutes minutes since 1970, see [ObjectHeader]
  public static MailObject of(byte[] content, long doNotDeliverAfterMinutes) {
    ObjectHeader header =
        new ObjectHeader(content.length, Sha256.of(content), doNotDeliverAfterMinutes, List.of());
    return new MailObject(header, content);
  }

  /// Header and content in one array; the caller owns it.
  public byte[] encode() {
    byte[] head = header.encode();
    byte[] object = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, object, head.length, content.length);
    return object;
  }

  /// Reads a whole object; the digest is checked before anything else may read the content (F-5).
  public static Parsed parse(byte[] object) {
    return switch (ObjectHeader.decode(object, object.length)) {
      case ObjectHeader.Refused refused -> new Refused(refused.reason());
      case ObjectHeader.Accepted accepted -> parse(accepted.header(), object);
    };
  }

  private static Parsed parse(ObjectHeader header, byte[] object) {
    byte[] content = Arrays.copyOfRange(object, header.encodedBytes(), object.length);
    return Sha256.of(content).equals(header.digest())
        ? new Accepted(new MailObject(header, content))
        : new Refused(Refusal.DIGEST);
  }

  /// An object, or why the exit refuses it.
  public sealed interface Parsed {}

  /// An object whose content has the digest its header names.
  public record Accepted(MailObject object) implements Parsed {}

  /// SYNTAX, TOKEN_OR_TLV or DIGEST.
  public record Refused(Refusal reason) implements Parsed {}
}
