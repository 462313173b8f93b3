// SPDX-License-Identifier: Apache-2.0

/// The directory program.
@NullMarked
package nightmail.directory;

import org.jspecify.annotations.NullMarked;
