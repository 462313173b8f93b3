// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import nightmail.proto.mail.Envelope;

/// A message in custody: who it is from and for, and its octets.
public record StoredMail(Envelope envelope, StoredOctets message) {}
