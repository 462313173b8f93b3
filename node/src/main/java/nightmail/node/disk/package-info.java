// SPDX-License-Identifier: Apache-2.0

/// The durable steps of a file system, one method each, so that a test can cut the power between
/// any two.
@NullMarked
package nightmail.node.disk;

import org.jspecify.annotations.NullMarked;
