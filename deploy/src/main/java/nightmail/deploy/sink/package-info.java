// SPDX-License-Identifier: Apache-2.0

/// The MTA at the end of the demo, which keeps whatever it is given.
@NullMarked
package nightmail.deploy.sink;

import org.jspecify.annotations.NullMarked;
