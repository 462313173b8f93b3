// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.time.Duration;

/// Bounds of the server's side (SV-14, SV-15); what happens at each stands beside it.
public final class ServerLimits {
  /// Octets of a command line with CRLF; longer is 500.
  public static final int COMMAND_OCTETS = 512;

  /// Octets of MAIL and RCPT, which extensions lengthen: AUTH or ORCPT 500, ENVID 100, SIZE 26,
  /// BODY 17, REQUIRETLS 11, SMTPUTF8 10.
  public static final int PATH_COMMAND_OCTETS = COMMAND_OCTETS + 500 + 100 + 26 + 17 + 11 + 10;

  /// Protocol errors of a session; the last is followed by 421.
  public static final int HARD_ERRORS = 20;

  /// Commands that move nothing on, since the last mail; the last is followed by 421.
  public static final int JUNK_COMMANDS = 100;

  /// Both of the above under stress.
  public static final int UNDER_STRESS = 1;

  /// How long a client may be silent; then [SmtpInput.TimedOut].
  public static final Duration IDLE = Duration.ofMinutes(5);

  /// The same under stress.
  public static final Duration IDLE_UNDER_STRESS = Duration.ofSeconds(10);

  private ServerLimits() {}
}
