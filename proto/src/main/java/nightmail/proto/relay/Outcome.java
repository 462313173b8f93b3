// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.List;
import java.util.Optional;
import nightmail.proto.packet.Opened;
import nightmail.proto.packet.Packet;
import nightmail.proto.packet.RelayId;
import nightmail.proto.packet.SurbRecord;
import nightmail.proto.packet.Unwrapped;

/// What came of a [Work].
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public sealed interface Outcome {
  record HeaderOpened(Opened opened) implements Outcome {}

  record BodyOpened(Unwrapped unwrapped) implements Outcome {}

  /// A packet for `first`, and what its maker must keep to read the answers to its SURBs.
  record PacketMade(RelayId first, byte[] packet, List<SurbRecord> surbs) implements Outcome {
    public PacketMade {
      surbs = List.copyOf(surbs);
    }
  }

  /// The packet a SURB became; empty if what a sender gave us was none.
  record SurbUsed(Optional<Packet> packet) implements Outcome {}

  /// The payload of an answer; empty if its tag does not hold.
  record ReplyOpened(Optional<byte[]> payload) implements Outcome {}

  record ObjectOpened(ArrivedObject object) implements Outcome {}
}
