// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import java.util.Optional;

/// The routing of one hop, read from its 72 bytes.
///
/// | offset | bytes | meaning |
/// |---|---|---|
/// | 0 | 1 | type: 0 relay, 1 exit, 2 reply, 3 loop |
/// | 1 | 1 | flags, 0 |
/// | 2 | 1 | next hop's key hint; 0 in types 1 to 3 |
/// | 3 | 1 | 0 |
/// | 4 | 4 | delay, u32 milliseconds |
/// | 8 | 32 | next relay id; types 2 and 3: local id 16 ‖ 0¹⁶; type 1: 0³² |
/// | 40 | 32 | MAC of the next layer; random in types 1 to 3 |
///
/// The delay is as the sender wrote it, 0 … 2³² − 1; the cap is the relay's to hold against it
/// (U-8). Source: `docs/spec/packet.md` §3.
public sealed interface Slot {
  int TYPE_RELAY = 0;
  int TYPE_EXIT = 1;
  int TYPE_REPLY = 2;
  int TYPE_LOOP = 3;

  int HINT_AT = 2;
  int DELAY_AT = 4;
  int ID_AT = 8;
  int MAC_AT = 40;

  long delayMillis();

  /// Send on to `nextId`, whose key hint will be `nextHint`.
  record Relay(RelayId nextId, int nextHint, long delayMillis) implements Slot {}

  /// The payload ends here.
  record Exit(long delayMillis) implements Slot {}

  /// An answer that a SURB of ours brought home.
  record Reply(LocalId id, long delayMillis) implements Slot {}

  /// A loop of ours that came home.
  record Loop(LocalId id, long delayMillis) implements Slot {}

  /// Reads the slot at `offset`; empty (`format`) for an unknown type or any byte that must be zero
  /// and is not (U-7, D-4).
  static Optional<Slot> read(byte[] source, int offset) {
    if (source[offset + 1] != 0 || source[offset + 3] != 0) {
      return Optional.empty();
    }
    long delay = Packing.u32(source, offset + DELAY_AT);
    int hint = source[offset + HINT_AT] & 0xff;
    int id = offset + ID_AT;
    int type = source[offset] & 0xff;
    if (type == TYPE_RELAY) {
      return Optional.of(new Relay(RelayId.at(source, id), hint, delay));
    }
    int zeroFrom = type == TYPE_EXIT ? id : id + LocalId.BYTES;
    if (hint != 0 || !Packing.isZero(source, zeroFrom, offset + MAC_AT)) {
      return Optional.empty();
    }
    return switch (type) {
      case TYPE_EXIT -> Optional.of(new Exit(delay));
      case TYPE_REPLY -> Optional.of(new Reply(LocalId.at(source, id), delay));
      case TYPE_LOOP -> Optional.of(new Loop(LocalId.at(source, id), delay));
      default -> Optional.empty();
    };
  }
}
