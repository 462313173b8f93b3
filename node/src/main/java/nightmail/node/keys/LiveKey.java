// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import nightmail.proto.packet.MixKey;
import nightmail.proto.replay.ReplayTable;

/// A mix key and the tags seen under it, which live and die together.
///
/// The table passes to whoever takes the record.
public record LiveKey(MixKey key, ReplayTable table) {}
