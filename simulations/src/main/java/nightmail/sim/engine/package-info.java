// SPDX-License-Identifier: Apache-2.0

/// Virtual time: what happens next, chance that can be repeated, and the trace of it all.
@NullMarked
package nightmail.sim.engine;

import org.jspecify.annotations.NullMarked;
