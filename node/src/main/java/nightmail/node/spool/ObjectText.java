// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The message inside an object of ours, without header, batch commands and dot-stuffing.
///
/// The text begins behind the first line that is only `DATA`; no header field and no other command
/// of a batch looks so. Its length is the SIZE of the MAIL line. Objects were checked by digest
/// before, so what does not fit is a bug, and said as an `IOException`.
final class ObjectText {
  private static final byte[] DATA = "\r\nDATA\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern SIZE = Pattern.compile("\r\nMAIL FROM:<[^\r]*> SIZE=(\\d{1,20}) ");

  /// Object header, entity header, 100 recipients with the longest paths and ORCPTs.
  private static final int MAX_PREFIX_BYTES = 1 << 20;

  private ObjectText() {}

  static StoredOctets of(StoredOctets object) throws IOException {
    byte[] prefix;
    try (InputStream in = buffered(object)) {
      prefix = prefix(in);
    }
    Matcher size = SIZE.matcher(new String(prefix, StandardCharsets.ISO_8859_1));
    if (!size.find()) {
      throw new IOException("object without SIZE");
    }
    long octets = Long.parseLong(size.group(1));
    return StoredOctets.by(octets, () -> new Text(afterPrefix(object, prefix.length), octets));
  }

  private static InputStream afterPrefix(StoredOctets object, int prefixBytes) throws IOException {
    InputStream in = buffered(object);
    in.skipNBytes(prefixBytes);
    return in;
  }

  private static InputStream buffered(StoredOctets object) throws IOException {
    return new BufferedInputStream(object.open(), 1 << 16);
  }

  private static byte[] prefix(InputStream in) throws IOException {
    byte[] prefix = new byte[1 << 12];
    for (int count = 0; count < MAX_PREFIX_BYTES; ) {
      int octet = in.read();
      if (octet < 0) {
        break;
      }
      if (count == prefix.length) {
        prefix = Arrays.copyOf(prefix, 2 * count);
      }
      prefix[count++] = (byte) octet;
      if (count >= DATA.length
          && Arrays.equals(prefix, count - DATA.length, count, DATA, 0, DATA.length)) {
        return Arrays.copyOf(prefix, count);
      }
    }
    throw new IOException("object without DATA");
  }

  /// Takes a leading dot off each line and ends after a number of octets.
  private static final class Text extends InputStream {
    private final InputStream stuffed;
    private long left;
    private boolean lineStart = true;
    private int last;

    Text(InputStream stuffed, long octets) {
      this.stuffed = stuffed;
      this.left = octets;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      int octet = stuffed.read();
      if (lineStart && octet == '.') {
        octet = stuffed.read();
      }
      if (octet < 0) {
        throw new IOException("object ends within its text");
      }
      lineStart = last == '\r' && octet == '\n';
      last = octet;
      left--;
      return octet;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      int count = 0;
      while (count < length && left > 0) {
        into[at + count++] = (byte) read();
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      stuffed.close();
    }
  }
}
