// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Instant;
import nightmail.proto.message.Token;
import nightmail.proto.packet.RelayId;

/// What a gateway's disk remembers of a parcel.
///
/// @param deadline moment after which the exit no longer delivers
public record OutboundRow(
    Token token, RelayId exit, long objectBytes, OutboundState state, Instant deadline) {}
