// SPDX-License-Identifier: Apache-2.0

/// Event loops for every socket of the program, named and sized in one place.
@NullMarked
package nightmail.node.net;

import org.jspecify.annotations.NullMarked;
