// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.trace;

import static nightmail.proto.packet.Geometry.HEADER_BYTES;
import static nightmail.proto.packet.Geometry.PACKET_BYTES;
import static nightmail.proto.packet.Geometry.TAG_BYTES;

import java.util.Arrays;
import nightmail.proto.packet.Opened;
import nightmail.proto.packet.Slot;
import nightmail.proto.packet.Unwrapped;

/// Bodies that were never sealed: the demo's `--break seal`, and nothing else.
public final class ClearBodies implements Bodies {
  @Override
  public Unwrapped open(Opened.Routed routed) {
    byte[] packet = routed.packet();
    return switch (routed.slot()) {
      case Slot.Relay(var next, int _, long delay) -> new Unwrapped.Forward(next, delay, packet);
      case Slot.Exit(long delay) ->
          new Unwrapped.Deliver(
              delay, Arrays.copyOfRange(packet, HEADER_BYTES + TAG_BYTES, PACKET_BYTES));
      case Slot.Reply(var id, long delay) ->
          new Unwrapped.ReplyArrived(
              id, delay, Arrays.copyOfRange(packet, HEADER_BYTES, PACKET_BYTES));
      case Slot.Loop(var id, long delay) -> new Unwrapped.LoopReturned(id, delay);
    };
  }
}
