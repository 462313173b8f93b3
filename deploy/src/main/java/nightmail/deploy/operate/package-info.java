// SPDX-License-Identifier: Apache-2.0

/// Makes a node's folder and starts what is in it.
@NullMarked
package nightmail.deploy.operate;

import org.jspecify.annotations.NullMarked;
