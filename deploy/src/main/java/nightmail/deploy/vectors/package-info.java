// SPDX-License-Identifier: Apache-2.0

/// Published test vectors: making them, checking a file of them.
@NullMarked
package nightmail.deploy.vectors;

import org.jspecify.annotations.NullMarked;
