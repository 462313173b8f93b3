// SPDX-License-Identifier: Apache-2.0

/// Virtual time around the shipped cores.
@NullMarked
package nightmail.sim;

import org.jspecify.annotations.NullMarked;
