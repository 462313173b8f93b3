// SPDX-License-Identifier: Apache-2.0

/// What an operator may see of a running node.
///
/// Everything here is coarse on purpose: a figure that moves with single packets would help to
/// match an arrival with a departure. Order: [Meters], [Health], [AdminServer].
@NullMarked
package nightmail.node.admin;

import org.jspecify.annotations.NullMarked;
