// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.Lioness;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.XWing;

/// Checks vectors of X-Wing, of the key schedule and of LIONESS.
///
/// Owned by one thread.
final class PrimitiveVectors {
  private static final byte[] SALT = "nightmail-v1 sphinx".getBytes(StandardCharsets.US_ASCII);
  private static final String[] NAMES = {"mac", "header", "body", "tag"};
  private static final byte[][] LABELS = {
    Engine.label("nightmail-v1 header mac"),
    Engine.label("nightmail-v1 header stream"),
    Engine.label("nightmail-v1 body"),
    Engine.label("nightmail-v1 replay tag"),
  };

  private final Engine engine = new Engine();

  void xwing(JsonNode test) {
    xwing(test.path("in"), test.path("out"));
  }

  /// A vector of the X-Wing draft, whose members lie side by side.
  void draft(JsonNode test) {
    xwing(test, test);
  }

  private void xwing(JsonNode in, JsonNode out) {
    var pair = XWing.KeyPair.fromSeed(SecretBytes.owning(VectorBytes.of(in.path("seed"))));
    VectorBytes.check("pk", out.path("pk"), pair.publicKey().toBytes());
    byte[] coins = VectorBytes.of(in.path("eseed"));
    XWing.Encapsulation sent = pair.publicKey().encapsulate(coins, engine);
    VectorBytes.check("ct", out.path("ct"), sent.ciphertext());
    VectorBytes.check("ss", out.path("ss"), sent.secret());
    byte[] secret = new byte[XWing.SECRET_BYTES];
    boolean opened = pair.decapsulate(sent.ciphertext(), 0, secret, engine);
    VectorBytes.check("decapsulation", true, opened);
    VectorBytes.check("ss after decapsulation", out.path("ss"), secret);
  }

  void schedule(JsonNode test) {
    byte[] prk = engine.extract(SALT, VectorBytes.of(test.path("in").path("ss")));
    byte[][] keys = {new byte[32], new byte[32], new byte[32], new byte[16]};
    engine.expand(prk, LABELS, keys);
    for (int i = 0; i < NAMES.length; i++) {
      VectorBytes.check(NAMES[i], test.path("out").path(NAMES[i]), keys[i]);
    }
  }

  void lioness(JsonNode test) {
    JsonNode in = test.path("in");
    byte[] block = VectorBytes.of(in.path("block"));
    byte[] key = VectorBytes.of(in.path("key"));
    if (in.path("direction").asText().equals("encrypt")) {
      Lioness.encrypt(key, block, 0, block.length, engine);
    } else {
      Lioness.decrypt(key, block, 0, block.length, engine);
    }
    VectorBytes.check("block", test.path("out").path("block"), block);
  }
}
