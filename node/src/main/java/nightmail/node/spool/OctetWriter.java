// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import nightmail.node.disk.Disk;
import nightmail.node.disk.SmallFile;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;

/// An encrypted file while it is written: an optional header of known length, filled in last, and
/// octets behind it.
///
/// Leaving the header open keeps the octets to one pass although the header holds their digest; no
/// key stream is used twice for it.
///
/// Owned by one thread at a time.
final class OctetWriter implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Disk disk;
  private final Path file;
  private final String name;
  private final byte[] key;
  private final OctetCipher cipher;
  private final FileChannel channel;
  private final MessageDigest digest = Sha256.instance();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int buffered;
  private int headerBytes;
  private long written;

  OctetWriter(Disk disk, Path file, String name, byte[] key) throws IOException {
    this.disk = disk;
    this.file = file;
    this.name = name;
    this.key = key;
    this.cipher = new OctetCipher(key);
    this.channel = disk.create(file);
  }

  String name() {
    return name;
  }

  /// Octets written so far, the header included.
  long octets() {
    return written + buffered;
  }

  /// Leaves room for a header; before anything else.
  void reserveHeader(int bytes) {
    headerBytes = bytes;
    written = bytes;
  }

  /// Adds octets, which stay the caller's.
  void write(byte[] octets, int at, int length) throws IOException {
    digest.update(octets, at, length);
    int from = at;
    int left = length;
    while (left > 0) {
      int count = Math.min(left, BUFFER_BYTES - buffered);
      System.arraycopy(octets, from, buffer, buffered, count);
      buffered += count;
      from += count;
      left -= count;
      if (buffered == BUFFER_BYTES) {
        flush();
      }
    }
  }

  void write(byte[] octets) throws IOException {
    write(octets, 0, octets.length);
  }

  /// SHA-256 of what was written behind the header; ends the writing.
  Fixed32 finish() throws IOException {
    flush();
    return Fixed32.of(digest.digest());
  }

  /// Fills in the header, whose length was reserved; after [#finish].
  void header(byte[] header) throws IOException {
    if (header.length != headerBytes) {
      throw new IllegalStateException("header has another length than reserved");
    }
    put(header.clone(), header.length, 0);
  }

  /// Waits for the disk and closes.
  ///
  /// @throws SpoolReadOnly if the disk did not say that it has the bytes: the whole spool stops
  OctetRef sync(Fixed32 contentDigest) throws IOException {
    try {
      disk.sync(file, channel);
    } catch (IOException e) {
      throw new SpoolReadOnly(e);
    }
    channel.close();
    return new OctetRef(name, key, written, contentDigest, headerBytes);
  }

  /// Reads back what was written, while or after writing.
  StoredOctets readBack() throws IOException {
    flush();
    return StoredOctets.inFile(file, key, written);
  }

  @Override
  public void close() throws IOException {
    Arrays.fill(buffer, (byte) 0);
    channel.close();
  }

  private void flush() throws IOException {
    put(buffer, buffered, written);
    written += buffered;
    buffered = 0;
  }

  private void put(byte[] octets, int length, long offset) throws IOException {
    cipher.apply(offset, octets, 0, length);
    SmallFile.writeFully(channel, ByteBuffer.wrap(octets, 0, length), offset);
  }
}
