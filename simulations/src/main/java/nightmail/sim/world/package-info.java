// SPDX-License-Identifier: Apache-2.0

/// A simulated network: shipped relay and authority cores with links and disks made of memory.
@NullMarked
package nightmail.sim.world;

import org.jspecify.annotations.NullMarked;
