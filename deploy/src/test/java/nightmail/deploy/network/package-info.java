// SPDX-License-Identifier: Apache-2.0

/// A real network on loopback: programs that carry mail to each other in one JVM.
@NullMarked
package nightmail.deploy.network;

import org.jspecify.annotations.NullMarked;
