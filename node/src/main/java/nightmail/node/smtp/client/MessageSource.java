// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The octets of a mail that is to be delivered, without dot-stuffing.
public interface MessageSource {
  /// How many octets there are.
  long octets();

  /// Opens them from the first on; may be called again for another attempt. Read and closed on a
  /// thread that may block.
  InputStream open() throws IOException;

  /// A mail in memory.
  ///
  /// @param message copied
  static MessageSource of(byte[] message) {
    byte[] octets = message.clone();
    return new MessageSource() {
      @Override
      public long octets() {
        return octets.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(octets);
      }
    };
  }
}
