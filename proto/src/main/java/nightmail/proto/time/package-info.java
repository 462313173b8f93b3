// SPDX-License-Identifier: Apache-2.0

/// Epochs and moments as values; no clock lives here.
@NullMarked
package nightmail.proto.time;

import org.jspecify.annotations.NullMarked;
