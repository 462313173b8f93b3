// SPDX-License-Identifier: Apache-2.0

/// Files of test vectors: reads, writes and compares them.
@NullMarked
package nightmail.proto.vector;

import org.jspecify.annotations.NullMarked;
