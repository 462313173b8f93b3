// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.acceptance;

import java.util.NavigableMap;
import java.util.Optional;
import nightmail.proto.bytes.Fixed32;

/// What a node has fetched so far: the pointer, objects by digest, and lists of signatures by the
/// digest of what they sign. Nothing of it is trusted.
///
/// The arrays belong to whoever fetched them; nobody changes them.
@SuppressWarnings("ArrayRecordComponent") // raw input, never compared
public record Fetched(
    byte[] pointer,
    NavigableMap<Fixed32, byte[]> objects,
    NavigableMap<Fixed32, byte[]> signatures) {

  Optional<byte[]> object(Fixed32 digest) {
    return Optional.ofNullable(objects.get(digest));
  }
}
