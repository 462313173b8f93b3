// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import nightmail.proto.packet.MixKey;
import nightmail.proto.replay.ReplayTable;

/// A mix key with the tags seen under it; they live and die together.
record LiveKey(MixKey key, ReplayTable table) {}
