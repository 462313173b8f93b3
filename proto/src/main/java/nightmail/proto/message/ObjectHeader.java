// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightmail.proto.bytes.ByteReader;
import nightmail.proto.bytes.ByteWriter;
import nightmail.proto.bytes.Fixed32;

/// What stands before the content of an object (`docs/spec/message.md` §2).
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 4, 1, 1, 2 | "NMO1"; content type 1, batch SMTP; flags 0; length t of the TLVs |
/// | 8 | 8, 32 | content length; SHA-256 of the content |
/// | 48 | 4, 12 | do-not-deliver-after in minutes since 1970; zero |
/// | 64 | t | TLVs, then the content |
///
/// With this alone a long content can be sent from, or checked on, a disk.
///
/// @param contentBytes not negative
/// @param doNotDeliverAfterMinutes minutes since 1970, 32 bits
public record ObjectHeader(
    long contentBytes, Fixed32 digest, long doNotDeliverAfterMinutes, List<Tlv> tlvs) {
  public static final int FIXED_BYTES = 64;

  private static final byte[] MAGIC = "NMO1".getBytes(StandardCharsets.US_ASCII);
  private static final int BATCH_SMTP = 1;
  private static final int MAX_TLV_BYTES = 0xffff;

  /// @throws IllegalArgumentException on a number out of range or TLVs above 65,535 bytes
  public ObjectHeader {
    tlvs = List.copyOf(tlvs);
    if (contentBytes < 0
        || doNotDeliverAfterMinutes >>> 32 != 0
        || tlvBytes(tlvs) > MAX_TLV_BYTES) {
      throw new IllegalArgumentException("object header out of range");
    }
  }

  /// The latest minute of delivery: `acceptance` + `lifetime`, rounded down to `grain` (an hour in
  /// production) so that it does not tell when the mail was written.
  public static long doNotDeliverAfterMinutes(
      Instant acceptance, Duration lifetime, Duration grain) {
    long minutes = Math.floorDiv(acceptance.plus(lifetime).getEpochSecond(), 60L);
    return minutes - Math.floorMod(minutes, grain.toMinutes());
  }

  public Instant doNotDeliverAfter() {
    return Instant.ofEpochSecond(doNotDeliverAfterMinutes * 60);
  }

  /// 64 + t.
  public int encodedBytes() {
    return FIXED_BYTES + tlvBytes(tlvs);
  }

  /// L of the whole object.
  public long objectBytes() {
    return encodedBytes() + contentBytes;
  }

  /// The 64 + t bytes before the content; the caller owns them.
  public byte[] encode() {
    ByteWriter out = new ByteWriter(encodedBytes());
    out.bytes(MAGIC).u8(BATCH_SMTP).u8(0).u16(tlvBytes(tlvs));
    out.u64(contentBytes).fixed32(digest).u32(doNotDeliverAfterMinutes).zeros(12);
    for (Tlv tlv : tlvs) {
      out.u16(tlv.type()).u16(tlv.value().length).bytes(tlv.value());
    }
    return out.array();
  }

  /// Reads the header of an object of `objectBytes` from its beginning; `start` may hold more. 64 +
  /// 65,535 bytes are always enough.
  public static Decoded decode(byte[] start, long objectBytes) {
    ByteReader in = new ByteReader(start);
    in.demandBytes(MAGIC);
    in.demand(in.u8() == BATCH_SMTP);
    // A set flag may mean compression, which is never undone here (O-2).
    in.demand(in.u8() == 0);
    int tlvBytes = in.u16();
    long contentBytes = in.u64();
    Fixed32 digest = in.fixed32();
    long minutes = in.u32();
    in.demandZeros(12);
    in.demand(contentBytes >= 0 && contentBytes == objectBytes - FIXED_BYTES - tlvBytes);
    List<Tlv> tlvs = tlvs(in.bytes(tlvBytes), in);
    if (!in.ok()) {
      return new Refused(Refusal.SYNTAX);
    }
    return tlvs.stream().anyMatch(Tlv::critical)
        ? new Refused(Refusal.TOKEN_OR_TLV)
        : new Accepted(new ObjectHeader(contentBytes, digest, minutes, tlvs));
  }

  private static List<Tlv> tlvs(byte[] bytes, ByteReader outer) {
    List<Tlv> tlvs = new ArrayList<>();
    ByteReader in = new ByteReader(bytes);
    while (in.ok() && in.remainingBytes() > 0) {
      int type = in.u16();
      tlvs.add(new Tlv(type, in.bytes(in.u16())));
    }
    outer.demand(in.ok());
    return tlvs;
  }

  private static int tlvBytes(List<Tlv> tlvs) {
    return tlvs.stream().mapToInt(Tlv::encodedBytes).sum();
  }

  /// A header, or why the exit refuses the object.
  public sealed interface Decoded {}

  /// A header this version understands whole.
  public record Accepted(ObjectHeader header) implements Decoded {}

  /// SYNTAX or TOKEN_OR_TLV.
  public record Refused(Refusal reason) implements Decoded {}
}
