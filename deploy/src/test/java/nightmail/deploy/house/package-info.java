// SPDX-License-Identifier: Apache-2.0

/// The rules of the house that a machine can hold, over every room.
@NullMarked
package nightmail.deploy.house;

import org.jspecify.annotations.NullMarked;
