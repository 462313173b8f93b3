// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.trace;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import nightmail.deploy.capture.CapturedPacket;
import nightmail.deploy.capture.Captures;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.message.Payload;
import nightmail.proto.packet.BodyOpening;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.HeaderOpening;
import nightmail.proto.packet.MixKey;
import nightmail.proto.packet.Opened;
import nightmail.proto.packet.Prefix;
import nightmail.proto.packet.Unwrapped;

/// Opens recorded packets with the keys of a relay, as the relay itself did.
///
/// Owned by one thread.
final class Opener {
  private final Engine engine = new Engine();
  private final HeaderOpening headers =
      new HeaderOpening(engine, SecretBytes.draw(32, new SecureRandom()));
  private final Bodies bodies;

  /// @param clear whether bodies are not sealed at all
  Opener(boolean clear) {
    bodies = clear ? new ClearBodies() : new BodyOpening(engine)::open;
  }

  /// The packet as `relay` found it; empty if no key of the relay opens it. `octets`, the packet's,
  /// are taken over.
  Optional<Arrival> open(RelayView relay, CapturedPacket packet, byte[] octets) {
    Fixed32 digest = Sha256.of(octets);
    if (!(openHeader(relay, octets) instanceof Opened.Routed routed)) {
      return Optional.empty();
    }
    long delayNanos = routed.slot().delayMillis() * 1_000_000L;
    Unwrapped unwrapped = bodies.open(routed);
    return Optional.of(
        switch (unwrapped) {
          case Unwrapped.Forward forward ->
              new Arrival(
                  relay.name(),
                  packet,
                  digest,
                  delayNanos,
                  Optional.of(Sha256.of(forward.packet())),
                  false);
          case Unwrapped.Deliver deliver ->
              ending(relay, packet, digest, delayNanos, isLetter(deliver.payload()));
          case Unwrapped.ReplyArrived _, Unwrapped.LoopReturned _, Unwrapped.Dropped _ ->
              ending(relay, packet, digest, delayNanos, false);
        });
  }

  private static Arrival ending(
      RelayView relay, CapturedPacket packet, Fixed32 digest, long delayNanos, boolean mail) {
    return new Arrival(relay.name(), packet, digest, delayNanos, Optional.empty(), mail);
  }

  private static boolean isLetter(byte[] payload) {
    return Payload.decode(payload).filter(Payload.Fragment.class::isInstance).isPresent();
  }

  /// Whether a key of `relay` opens the header of `packet`.
  boolean opens(RelayView relay, CapturedPacket packet) throws IOException {
    return openHeader(relay, Captures.octets(packet)) instanceof Opened.Routed;
  }

  /// One attempt with each key whose hint fits; only a good one changes the octets.
  private Opened openHeader(RelayView relay, byte[] octets) {
    Opened opened = new Opened.Rejected(DropReason.HEADER_MAC);
    if (HeaderOpening.precheck(octets) instanceof Prefix.Hinted(int hint)) {
      for (MixKey key : relay.keys()) {
        if (key.hint() == hint && opened instanceof Opened.Rejected) {
          opened = headers.open(octets, key);
        }
      }
    }
    return opened;
  }
}
