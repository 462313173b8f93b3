// SPDX-License-Identifier: Apache-2.0

/// When things leave: delays, the pool and the Poisson moments of cover.
@NullMarked
package nightmail.proto.mix;

import org.jspecify.annotations.NullMarked;
