// SPDX-License-Identifier: Apache-2.0

/// Follows packets through the recordings of all relays, with all their keys.
@NullMarked
package nightmail.deploy.trace;

import org.jspecify.annotations.NullMarked;
