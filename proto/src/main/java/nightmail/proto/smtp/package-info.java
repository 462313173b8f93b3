// SPDX-License-Identifier: Apache-2.0

/// Both sides of an SMTP dialogue as state machines over lines.
@NullMarked
package nightmail.proto.smtp;

import org.jspecify.annotations.NullMarked;
