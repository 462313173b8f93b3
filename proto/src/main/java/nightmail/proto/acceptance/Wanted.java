// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.acceptance;

import nightmail.proto.bytes.Fixed32;

/// Something to fetch: an object, or (`signatures`) the list of signatures of one. Larger than
/// `maxBytes` is refused before it is read to the end.
public record Wanted(Fixed32 digest, int maxBytes, boolean signatures) {}
