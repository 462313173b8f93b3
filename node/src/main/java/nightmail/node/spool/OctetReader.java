// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import nightmail.node.disk.SmallFile;
import nightmail.proto.crypto.Sha256;

/// Random access to the decrypted octets of a file.
///
/// Owned by one thread.
final class OctetReader implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OctetCipher cipher;
  private final FileChannel channel;
  private final long octets;

  OctetReader(Path file, byte[] key, long octets) throws IOException {
    this.cipher = new OctetCipher(key);
    this.octets = octets;
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
  }

  long octets() {
    return octets;
  }

  /// Reads `length` octets from `offset` into `into` at `at`.
  ///
  /// @throws java.io.EOFException if the file is shorter than that
  void read(long offset, byte[] into, int at, int length) throws IOException {
    SmallFile.readFully(channel, ByteBuffer.wrap(into, at, length), offset);
    cipher.apply(offset, into, at, length);
  }

  /// Whether the octets from `digestFrom` on are what was written.
  boolean matches(OctetRef ref) throws IOException {
    if (channel.size() != ref.octets()) {
      return false;
    }
    MessageDigest digest = Sha256.instance();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long at = ref.digestFrom(); at < octets; ) {
      int count = (int) Math.min(buffer.length, octets - at);
      read(at, buffer, 0, count);
      digest.update(buffer, 0, count);
      at += count;
    }
    return MessageDigest.isEqual(digest.digest(), ref.digest().toBytes());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
