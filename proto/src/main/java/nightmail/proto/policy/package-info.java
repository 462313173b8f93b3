// SPDX-License-Identifier: Apache-2.0

/// The bounds and defaults a relay works within.
@NullMarked
package nightmail.proto.policy;

import org.jspecify.annotations.NullMarked;
