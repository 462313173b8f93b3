// SPDX-License-Identifier: Apache-2.0

/// Bytes on the ground floor: bounded reading and writing of fixed layouts.
@NullMarked
package nightmail.proto.bytes;

import org.jspecify.annotations.NullMarked;
