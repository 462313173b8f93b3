// SPDX-License-Identifier: Apache-2.0

/// Recordings of what passes a connection, octet by octet.
@NullMarked
package nightmail.deploy.capture;

import org.jspecify.annotations.NullMarked;
