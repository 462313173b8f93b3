// SPDX-License-Identifier: Apache-2.0

/// The view of the network and the choice of paths through it.
@NullMarked
package nightmail.proto.route;

import org.jspecify.annotations.NullMarked;
