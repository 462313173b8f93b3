// SPDX-License-Identifier: Apache-2.0

/// Links to all other relays: TLS by pinned keys, frames of one size, one link per ordered pair.
@NullMarked
package nightmail.node.link;

import org.jspecify.annotations.NullMarked;
