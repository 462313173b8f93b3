// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Instant;
import nightmail.proto.mail.Envelope;
import nightmail.proto.message.Token;
import nightmail.proto.packet.RelayId;

/// One message on its way to one exit: what the spool turns into an object.
///
/// @param envelope the recipients of one domain only (`docs/spec/mail.md` NB-1)
/// @param hopBudget hops the message may still make in this network, 1 to 16 (EX-9)
/// @param doNotDeliverAfter after this the exit reports instead of delivering
public record Parcel(
    Token token, RelayId exit, Envelope envelope, int hopBudget, Instant doNotDeliverAfter) {}
