// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.mail;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Streams that copy whatever passes into a record: evidence of one end of a connection.
final class Recording {
  private Recording() {}

  static InputStream of(InputStream in, OutputStream record) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int octet = in.read();
        if (octet >= 0) {
          record.write(octet);
        }
        return octet;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count > 0) {
          record.write(target, offset, count);
        }
        return count;
      }
    };
  }

  static OutputStream of(OutputStream out, OutputStream record) {
    return new FilterOutputStream(out) {
      @Override
      public void write(int octet) throws IOException {
        record.write(octet);
        out.write(octet);
      }

      @Override
      public void write(byte[] octets, int offset, int length) throws IOException {
        record.write(octets, offset, length);
        out.write(octets, offset, length);
      }
    };
  }

  static void close(OutputStream... records) {
    for (OutputStream record : records) {
      try {
        record.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
