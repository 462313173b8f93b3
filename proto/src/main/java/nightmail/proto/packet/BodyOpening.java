// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static nightmail.proto.packet.Geometry.BODY_BYTES;
import static nightmail.proto.packet.Geometry.HEADER_BYTES;
import static nightmail.proto.packet.Geometry.PACKET_BYTES;
import static nightmail.proto.packet.Geometry.TAG_BYTES;

import java.util.Arrays;
import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.Lioness;

/// The second half of unwrapping: takes the outer layer off a body and, at the last hop, checks its
/// zero tag (`docs/spec/packet.md` §5, U-9 and U-10).
///
/// Works inside the 32,768 bytes that arrived; a forwarded packet is that same array.
///
/// Owned by one crypto worker, with its engine.
public final class BodyOpening {
  private final Engine engine;

  public BodyOpening(Engine engine) {
    this.engine = engine;
  }

  /// Opens the body and overwrites the body key, so this works once for each header opened.
  public Unwrapped open(Opened.Routed routed) {
    byte[] packet = routed.packet();
    Lioness.decrypt(routed.bodyKey(), packet, HEADER_BYTES, BODY_BYTES, engine);
    Arrays.fill(routed.bodyKey(), (byte) 0);
    return switch (routed.slot()) {
      case Slot.Relay(RelayId next, int hint, long delay) ->
          new Unwrapped.Forward(next, delay, packet);
      case Slot.Reply(LocalId id, long delay) ->
          new Unwrapped.ReplyArrived(
              id, delay, Arrays.copyOfRange(packet, HEADER_BYTES, PACKET_BYTES));
      case Slot.Exit(long delay) ->
          isWhole(packet)
              ? new Unwrapped.Deliver(delay, payload(packet))
              : new Unwrapped.Dropped(DropReason.BODY_TAG);
      case Slot.Loop(LocalId id, long delay) ->
          isWhole(packet)
              ? new Unwrapped.LoopReturned(id, delay)
              : new Unwrapped.Dropped(DropReason.BODY_TAG);
    };
  }

  private static boolean isWhole(byte[] packet) {
    return Packing.isZero(packet, HEADER_BYTES, HEADER_BYTES + TAG_BYTES);
  }

  private static byte[] payload(byte[] packet) {
    return Arrays.copyOfRange(packet, HEADER_BYTES + TAG_BYTES, PACKET_BYTES);
  }
}
