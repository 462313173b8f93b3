// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import nightmail.proto.bytes.Fixed32;

/// What a row knows of its file.
///
/// @param name random, says nothing of the message
/// @param key the only copy outside the row; not to be changed
/// @param octets length of the file
/// @param digest SHA-256 of the decrypted octets from `digestFrom` to the end
/// @param digestFrom length of a header that is not covered; 0 for plain messages
@SuppressWarnings("ArrayRecordComponent") // not compared; the key is never changed
record OctetRef(String name, byte[] key, long octets, Fixed32 digest, int digestFrom) {
  OctetRef {
    if (key.length != OctetCipher.KEY_BYTES || octets < digestFrom || digestFrom < 0) {
      throw new IllegalArgumentException("octet reference out of range");
    }
  }

  /// Without key and name.
  @Override
  public String toString() {
    return "OctetRef[" + octets + " octets]";
  }
}
