// SPDX-License-Identifier: Apache-2.0

/// Signed directory documents as verified types.
@NullMarked
package nightmail.proto.document;

import org.jspecify.annotations.NullMarked;
