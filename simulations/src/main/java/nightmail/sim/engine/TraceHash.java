// SPDX-License-Identifier: Apache-2.0
package nightmail.sim.engine;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 over everything that happened, in order: equal runs have equal hashes.
///
/// A record is u64 nanoseconds, u32 entity, u16 kind, u64 detail, big-endian (format `nmt1`). It
/// holds no ciphertext and no key, so it shows decisions and nothing else.
public final class TraceHash {
  private static final int RECORD_BYTES = 8 + 4 + 2 + 8;

  private final MessageDigest digest;
  private final ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
  private long records;

  public TraceHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public void note(long nanos, int entity, int kind, long detail) {
    record.clear();
    record.putLong(nanos).putInt(entity).putShort((short) kind).putLong(detail);
    digest.update(record.array());
    records++;
  }

  public long records() {
    return records;
  }

  /// 64 hexadecimal digits; ends the trace.
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
