// SPDX-License-Identifier: Apache-2.0

/// The protocol, pure: what is said and what is decided; every room of it takes time, chance and
/// the world as arguments.
@NullMarked
package nightmail.proto;

import org.jspecify.annotations.NullMarked;
