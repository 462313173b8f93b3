// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

/// A recipient whose delivery has failed for good, for a report.
///
/// @param recipient of the envelope as the client gave it: the forwarded address stays unknown
///   (DS-6)
/// @param enhanced enhanced status code, as `5.1.1`
/// @param smtpCode reply code of the remote host; 0 if none spoke
public record FailedRecipient(Recipient recipient, String enhanced, int smtpCode) {
  /// @throws IllegalArgumentException unless `enhanced` is of class 4 or 5
  public FailedRecipient {
    if (!enhanced.matches("[45]\\.[0-9]{1,3}\\.[0-9]{1,3}")) {
      throw new IllegalArgumentException("not a failure status");
    }
  }

  /// Whether the sender is to be told (DS-3): unless NOTIFY said otherwise.
  public boolean isReported() {
    return recipient.notifyOn().isEmpty() || recipient.notifyOn().contains(Notify.FAILURE);
  }
}
