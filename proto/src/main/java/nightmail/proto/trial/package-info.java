// SPDX-License-Identifier: Apache-2.0

/// Whole networks made in memory with real keys and documents, for simulations and tests.
@NullMarked
package nightmail.proto.trial;

import org.jspecify.annotations.NullMarked;
