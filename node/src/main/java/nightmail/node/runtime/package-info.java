// SPDX-License-Identifier: Apache-2.0

/// Runs the relay core: brings it events, carries out its effects, owns its clock.
@NullMarked
package nightmail.node.runtime;

import org.jspecify.annotations.NullMarked;
