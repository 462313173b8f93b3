// SPDX-License-Identifier: Apache-2.0

/// What every socket of the program needs: event loops, handlers of one channel, blocks of
/// addresses.
@NullMarked
package nightmail.node.net;

import org.jspecify.annotations.NullMarked;
