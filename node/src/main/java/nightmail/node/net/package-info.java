// SPDX-License-Identifier: Apache-2.0

/// What every socket of the program needs, named in one place: event loops, blocks of addresses.
@NullMarked
package nightmail.node.net;

import org.jspecify.annotations.NullMarked;
