// SPDX-License-Identifier: Apache-2.0

/// The frames of a link and the greeting that opens it.
@NullMarked
package nightmail.proto.link;

import org.jspecify.annotations.NullMarked;
