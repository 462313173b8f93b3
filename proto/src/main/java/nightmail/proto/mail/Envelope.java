// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.List;

/// The envelope of one mail: what MAIL and RCPT said (RFC 5321 §3.3, RFC 3461, RFC 6531, RFC 8689).
///
/// @param reversePath [Path#NULL] for `<>`
/// @param recipients in the order of the dialogue
/// @param body8bit the text has, or may have, octets above 127
/// @param smtpUtf8 the mail needs SMTPUTF8 to travel
/// @param requireTls the mail needs REQUIRETLS to travel
/// @param envid decoded ENVID of printable ASCII; empty if not given
public record Envelope(
    Path reversePath,
    List<Recipient> recipients,
    boolean body8bit,
    boolean smtpUtf8,
    boolean requireTls,
    Ret ret,
    String envid) {
  /// Recipients of one transaction; the next gets 452 4.5.3 (SV-14).
  public static final int MAX_RECIPIENTS = 100;

  /// Copies the list.
  public Envelope {
    recipients = List.copyOf(recipients);
  }

  /// An envelope with no wishes.
  public static Envelope of(Path reversePath, List<Recipient> recipients) {
    return new Envelope(reversePath, recipients, false, false, false, Ret.UNSET, "");
  }

  public Envelope withRecipients(List<Recipient> others) {
    return new Envelope(reversePath, others, body8bit, smtpUtf8, requireTls, ret, envid);
  }

  public Envelope withReversePath(Path other) {
    return new Envelope(other, recipients, body8bit, smtpUtf8, requireTls, ret, envid);
  }

  public Envelope withBody8bit(boolean flag) {
    return new Envelope(reversePath, recipients, flag, smtpUtf8, requireTls, ret, envid);
  }

  @Override
  public String toString() {
    return "Envelope[" + recipients.size() + " recipients]";
  }
}
