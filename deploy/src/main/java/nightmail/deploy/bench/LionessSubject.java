// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.Lioness;
import nightmail.proto.packet.Geometry;

/// One body through LIONESS; each run enciphers what the last one left.
final class LionessSubject {
  private LionessSubject() {}

  static Pair pair() {
    byte[] key = new byte[Engine.KEY_BYTES];
    byte[] block = new byte[Geometry.BODY_BYTES];
    Engine engine = new Engine();
    Operation ours =
        () -> {
          Lioness.encrypt(key, block, 0, Geometry.BODY_BYTES, engine);
          return block;
        };
    return new Pair(ours, bare(new Bare(), key));
  }

  static Operation bare(Bare bare, byte[] key) {
    byte[] block = new byte[Geometry.BODY_BYTES];
    BareLioness lioness = new BareLioness(bare, Geometry.BODY_BYTES);
    return () -> {
      lioness.encrypt(key, block, 0);
      return block;
    };
  }
}
