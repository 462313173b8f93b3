// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;
import java.io.InputStream;

/// An [OctetReader] from its beginning to its end.
///
/// Owned by one thread.
final class OctetStream extends InputStream {
  private final OctetReader reader;
  private long position;

  OctetStream(OctetReader reader) {
    this.reader = reader;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = (int) Math.min(length, reader.octets() - position);
    if (count <= 0) {
      return -1;
    }
    reader.read(position, into, at, count);
    position += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
