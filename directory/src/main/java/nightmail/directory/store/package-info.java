// SPDX-License-Identifier: Apache-2.0

/// Files of the authority: content-addressed objects, pointers, uploads, the signing journal.
@NullMarked
package nightmail.directory.store;

import org.jspecify.annotations.NullMarked;
