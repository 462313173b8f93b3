// SPDX-License-Identifier: Apache-2.0

/// Mail as RFC 5321 and RFC 2442 write it: envelopes and batch-SMTP objects, bytes to values and
/// back.
@NullMarked
package nightmail.proto.mail;

import org.jspecify.annotations.NullMarked;
