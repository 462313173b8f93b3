// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

/// An extra field of an object's header: u16 type, u16 length, value.
///
/// Types with the top bit set must be understood by the exit or the object is refused; others may
/// be passed over (O-1). No type is in use yet. The value passes into the record and must not be
/// changed after.
@SuppressWarnings("ArrayRecordComponent") // ownership passes, as said above
public record Tlv(int type, byte[] value) {
  static final int HEADER_BYTES = 2 + 2;

  /// @throws IllegalArgumentException if type or length do not fit 16 bits
  public Tlv {
    if (type >>> 16 != 0 || value.length >>> 16 != 0) {
      throw new IllegalArgumentException("TLV fields have 16 bits");
    }
  }

  /// Whether an exit that does not know the type must refuse the object.
  public boolean critical() {
    return (type & 0x8000) != 0;
  }

  int encodedBytes() {
    return HEADER_BYTES + value.length;
  }
}
