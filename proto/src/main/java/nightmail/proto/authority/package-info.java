// SPDX-License-Identifier: Apache-2.0

/// The authority core: verified descriptors in, one signed consensus an epoch out.
@NullMarked
package nightmail.proto.authority;

import org.jspecify.annotations.NullMarked;
