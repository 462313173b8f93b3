// SPDX-License-Identifier: Apache-2.0

/// Child processes of the demo, watched from start to end.
@NullMarked
package nightmail.deploy.process;

import org.jspecify.annotations.NullMarked;
