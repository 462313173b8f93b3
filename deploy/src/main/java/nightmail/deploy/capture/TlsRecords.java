// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.capture;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The sizes of TLS records in a stream recorded outside TLS: all that a wire watcher learns.
public final class TlsRecords {
  /// Octets a record adds to what it carries: its header, the inner type, the tag (RFC 8446 §5.2).
  private static final int HEADER_BYTES = 5;

  private static final int APPLICATION_DATA = 23;

  private TlsRecords() {}

  /// Octets on the wire of each application record, in order; encrypted handshake messages of TLS
  /// 1.3 are among them. A record cut off at the end of the stream is left out.
  public static List<Integer> sizes(Path stream) throws IOException {
    var sizes = new ArrayList<Integer>();
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(stream)))) {
      while (true) {
        int type = in.readUnsignedByte();
        in.readUnsignedShort();
        int length = in.readUnsignedShort();
        in.skipNBytes(length);
        if (type == APPLICATION_DATA) {
          sizes.add(HEADER_BYTES + length);
        }
      }
    } catch (EOFException e) {
      return sizes;
    }
  }
}
