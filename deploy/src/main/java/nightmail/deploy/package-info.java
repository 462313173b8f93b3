// SPDX-License-Identifier: Apache-2.0

/// The deploy program.
@NullMarked
package nightmail.deploy;

import org.jspecify.annotations.NullMarked;
