// SPDX-License-Identifier: Apache-2.0

/// The bans that keep the pure rooms deterministic, as rules a machine can check; the simulator
/// compiles them a second time for its own rooms.
@NullMarked
package nightmail.proto.purity;

import org.jspecify.annotations.NullMarked;
