// SPDX-License-Identifier: Apache-2.0

/// The fixed-size Sphinx packet: how one is made and how a relay takes one layer off.
@NullMarked
package nightmail.proto.packet;

import org.jspecify.annotations.NullMarked;
