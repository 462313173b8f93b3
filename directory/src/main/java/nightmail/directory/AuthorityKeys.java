// SPDX-License-Identifier: Apache-2.0
package nightmail.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nightmail.directory.store.DurableFile;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.crypto.SecretBytes;

/// Key files of an authority: 64 bytes of seed each, readable by their owner only.
///
/// `identity.key` belongs on another machine; only `signing.key` is needed to run.
final class AuthorityKeys {
  static final String IDENTITY = "identity.key";
  static final String SIGNING = "signing.key";

  private AuthorityKeys() {}

  static void save(Path file, HybridKeyPair pair) throws IOException {
    DurableFile.writeSecret(file, pair.seed().exposedBytes());
  }

  static HybridKeyPair load(Path file) throws IOException {
    byte[] seed = Files.readAllBytes(file);
    if (seed.length != HybridKeyPair.SEED_BYTES) {
      throw new IOException(file.getFileName() + " holds no key of 64 bytes");
    }
    return HybridKeyPair.fromSeed(SecretBytes.owning(seed));
  }
}
