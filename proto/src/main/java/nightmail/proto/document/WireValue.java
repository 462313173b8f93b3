// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nightmail.proto.bytes.Fixed16;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridPublicKey;
import nightmail.proto.document.wire.Wire;
import nightmail.proto.packet.RelayId;

/// Values of our own to fields of the wire and back; the wire's were scanned before.
final class WireValue {
  private WireValue() {}

  static ByteString bytes(Fixed32 value) {
    return ByteString.copyFrom(value.toBytes());
  }

  static ByteString bytes(RelayId value) {
    return bytes(value.value());
  }

  static ByteString bytes(Fixed16 value) {
    return ByteString.copyFrom(value.toBytes());
  }

  static ByteString bytes(Optional<Fixed32> value) {
    return value.map(WireValue::bytes).orElse(ByteString.EMPTY);
  }

  static Fixed32 fixed32(ByteString bytes) {
    return Fixed32.of(bytes.toByteArray());
  }

  static RelayId relayId(ByteString bytes) {
    return RelayId.of(bytes.toByteArray());
  }

  static Fixed16 fixed16(ByteString bytes) {
    return Fixed16.of(bytes.toByteArray());
  }

  static Optional<Fixed32> optional(ByteString bytes) {
    return bytes.isEmpty() ? Optional.empty() : Optional.of(fixed32(bytes));
  }

  static List<ByteString> sorted(List<Fixed32> values) {
    return values.stream().sorted().map(WireValue::bytes).toList();
  }

  static List<Fixed32> fixed32s(List<ByteString> values) {
    return values.stream().map(WireValue::fixed32).toList();
  }

  /// Eight bytes as a number, 0 for none.
  static long fixed8(ByteString bytes) {
    return bytes.isEmpty() ? 0 : ByteBuffer.wrap(bytes.toByteArray()).getLong();
  }

  static ByteString bytes8(long value) {
    return value == 0
        ? ByteString.EMPTY
        : ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  static long seconds(Instant moment) {
    return moment.getEpochSecond();
  }

  static Instant instant(long seconds) {
    return Instant.ofEpochSecond(seconds);
  }

  static Wire.PublicKeys keys(HybridPublicKey key) {
    return Wire.PublicKeys.newBuilder()
        .setEd25519(ByteString.copyFrom(key.ed25519()))
        .setMldsa65(ByteString.copyFrom(key.mldsa65()))
        .build();
  }

  static Checked<HybridPublicKey> key(Wire.PublicKeys keys, String where) {
    return HybridPublicKey.parse(keys.getEd25519().toByteArray(), keys.getMldsa65().toByteArray())
        .<Checked<HybridPublicKey>>map(Checked::good)
        .orElseGet(() -> Checked.refused(Refusal.BAD_KEY, where));
  }

  static List<Wire.Address> addresses(List<RelayAddress> addresses) {
    return addresses.stream()
        .map(
            a ->
                Wire.Address.newBuilder()
                    .setIp(ByteString.copyFrom(a.ip()))
                    .setPort(a.port())
                    .build())
        .sorted(
            Comparator.comparing(
                Wire.Address::getIp, ByteString.unsignedLexicographicalComparator()))
        .toList();
  }

  static List<RelayAddress> relayAddresses(List<Wire.Address> addresses) {
    return addresses.stream()
        .map(a -> RelayAddress.of(a.getIp().toByteArray(), a.getPort()))
        .toList();
  }
}
