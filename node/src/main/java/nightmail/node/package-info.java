// SPDX-License-Identifier: Apache-2.0

/// The node program.
@NullMarked
package nightmail.node;

import org.jspecify.annotations.NullMarked;
