// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import nightmail.proto.mail.Recipient;

/// What one attempt did for one recipient.
///
/// @param code the SMTP reply code that decided, or the one of ours that says the same
/// @param enhanced enhanced status code, as `5.1.1`; never the server's words (DS-5)
public record RecipientOutcome(Recipient recipient, Verdict verdict, int code, String enhanced) {
  /// What follows from an outcome.
  public enum Verdict {
    /// The host has taken the mail.
    DELIVERED,
    /// Try again later; another host may be tried at once.
    DEFERRED,
    /// This host said no for good.
    FAILED,
    /// This host cannot serve this mail: try the next one (CL-5, CL-6). If none is left, a code of
    /// 5xx is a failure and 4xx a deferral.
    OTHER_HOST
  }
}
