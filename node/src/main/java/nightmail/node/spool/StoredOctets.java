// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import nightmail.node.smtp.client.MessageSource;

/// The octets of a message, wherever they lie; read as often as wanted.
///
/// Safe for any thread; each stream belongs to one.
public final class StoredOctets implements MessageSource {
  /// Opens the octets.
  interface Opening {
    InputStream open() throws IOException;
  }

  private final long octets;
  private final Opening opening;

  private StoredOctets(long octets, Opening opening) {
    this.octets = octets;
    this.opening = opening;
  }

  /// Octets in memory, which must not change.
  static StoredOctets inMemory(byte[] bytes, int length) {
    return new StoredOctets(length, () -> new ByteArrayInputStream(bytes, 0, length));
  }

  /// Octets of an encrypted file.
  static StoredOctets inFile(Path file, byte[] key, long length) {
    return new StoredOctets(length, () -> new OctetStream(new OctetReader(file, key, length)));
  }

  /// Octets that `opening` makes on demand.
  static StoredOctets by(long octets, Opening opening) {
    return new StoredOctets(octets, opening);
  }

  /// How many there are.
  @Override
  public long octets() {
    return octets;
  }

  /// A fresh stream over all of them; the caller closes it. Blocks on the disk.
  @Override
  public InputStream open() throws IOException {
    return opening.open();
  }
}
