// SPDX-License-Identifier: Apache-2.0

/// The processes of the demo: product programs with instruments attached.
@NullMarked
package nightmail.deploy.child;

import org.jspecify.annotations.NullMarked;
