// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import com.google.protobuf.ByteString;
import java.util.Comparator;
import java.util.List;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.XWing;
import nightmail.proto.document.wire.Wire;
import nightmail.proto.packet.RelayId;

/// Mix keys and link pins of one key epoch: a base or a supplement of the key table.
///
/// Not signed itself: the consensus names it by digest.
public record KeyPart(long keyEpoch, List<Entry> entries) {
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  public KeyPart {
    entries = entries.stream().sorted(Comparator.comparing(Entry::relay)).toList();
  }

  /// The key was checked by every authority that listed it, so only its length is looked at here.
  public record Entry(RelayId relay, int generation, Fixed32 linkPin, XWing.PublicKey key) {
    private Wire.KeyEntry toWire() {
      return Wire.KeyEntry.newBuilder()
          .setRelayId(WireValue.bytes(relay))
          .setGeneration(generation)
          .setLinkPin(WireValue.bytes(linkPin))
          .setXwing(ByteString.copyFrom(key.toBytes()))
          .build();
    }

    private static Entry fromWire(Wire.KeyEntry wire) {
      return new Entry(
          WireValue.relayId(wire.getRelayId()),
          wire.getGeneration(),
          WireValue.fixed32(wire.getLinkPin()),
          XWing.PublicKey.of(wire.getXwing().toByteArray()));
    }
  }

  public byte[] encode() {
    return Canonical.encode(
        Wire.KeyPart.newBuilder()
            .setKeyEpoch(keyEpoch)
            .addAllEntries(entries.stream().map(Entry::toWire).toList())
            .build());
  }

  public static Checked<KeyPart> decode(byte[] bytes) {
    return Canonical.read(Wire.KeyPart.getDefaultInstance(), bytes, MAX_BYTES)
        .map(
            wire ->
                new KeyPart(
                    wire.getKeyEpoch(),
                    wire.getEntriesList().stream().map(Entry::fromWire).toList()));
  }
}
