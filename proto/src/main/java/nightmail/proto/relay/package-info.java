// SPDX-License-Identifier: Apache-2.0

/// The relay core: one state machine for every role, `on(event, now)` to effects.
@NullMarked
package nightmail.proto.relay;

import org.jspecify.annotations.NullMarked;
