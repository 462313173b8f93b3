// SPDX-License-Identifier: Apache-2.0

/// The checklist that turns fetched directory documents into a view.
@NullMarked
package nightmail.proto.acceptance;

import org.jspecify.annotations.NullMarked;
