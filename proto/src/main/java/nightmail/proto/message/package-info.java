// SPDX-License-Identifier: Apache-2.0

/// What the body of a packet carries: objects, fragments, parity and answers.
@NullMarked
package nightmail.proto.message;

import org.jspecify.annotations.NullMarked;
