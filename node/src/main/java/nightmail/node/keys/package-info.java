// SPDX-License-Identifier: Apache-2.0

/// The secrets of this node on its disk, from their making to their erasure.
@NullMarked
package nightmail.node.keys;

import org.jspecify.annotations.NullMarked;
