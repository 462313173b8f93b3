// SPDX-License-Identifier: Apache-2.0

/// The primitives of suite 1 behind small types; randomness is always an argument.
@NullMarked
package nightmail.proto.crypto;

import org.jspecify.annotations.NullMarked;
