// SPDX-License-Identifier: Apache-2.0

/// The demo: a whole network on loopback that proves who saw what.
@NullMarked
package nightmail.deploy.demo;

import org.jspecify.annotations.NullMarked;
