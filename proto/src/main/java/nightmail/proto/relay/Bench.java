// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.security.SecureRandom;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.packet.BodyOpening;
import nightmail.proto.packet.HeaderOpening;
import nightmail.proto.packet.PacketBuilder;

/// What one crypto worker works with.
///
/// Owned by one worker thread.
///
/// @param random source of all keys drawn here; a deterministic subclass in simulations
public record Bench(
    Engine engine,
    HeaderOpening headers,
    BodyOpening bodies,
    PacketBuilder builder,
    SecureRandom random) {

  /// @param failSecret 32 bytes drawn once per process, for ciphertexts that do not open (U-4)
  public static Bench of(SecureRandom random, SecretBytes failSecret) {
    Engine engine = new Engine();
    return new Bench(
        engine,
        new HeaderOpening(engine, failSecret),
        new BodyOpening(engine),
        new PacketBuilder(engine),
        random);
  }
}
