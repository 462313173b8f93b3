// SPDX-License-Identifier: Apache-2.0

/// Benchmarks of the packet path beside their bare primitives.
@NullMarked
package nightmail.deploy.bench;

import org.jspecify.annotations.NullMarked;
