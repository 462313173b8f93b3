// SPDX-License-Identifier: Apache-2.0

/// What a relay remembers of packets it has seen, as values and byte formats.
@NullMarked
package nightmail.proto.replay;

import org.jspecify.annotations.NullMarked;
