// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

/// Why an argument of MAIL or RCPT was not taken, with the reply an SMTP server gives for it.
public enum MailFault {
  SYNTAX(501, "5.5.4", "Syntax error in parameters"),
  BAD_SENDER(501, "5.1.7", "Bad sender address syntax"),
  BAD_RECIPIENT(501, "5.1.3", "Bad recipient address syntax"),
  NEEDS_SMTPUTF8(553, "5.6.7", "Address needs SMTPUTF8"),
  UNKNOWN_PARAMETER(555, "5.5.4", "Parameter not recognised"),
  DUPLICATE_PARAMETER(501, "5.5.4", "Parameter given twice"),
  BAD_VALUE(501, "5.5.4", "Bad parameter value");

  private final int code;
  private final String enhanced;
  private final String text;

  MailFault(int code, String enhanced, String text) {
    this.code = code;
    this.enhanced = enhanced;
    this.text = text;
  }

  public int code() {
    return code;
  }

  /// Enhanced status code of RFC 3463, as `5.1.3`.
  public String enhanced() {
    return enhanced;
  }

  public String text() {
    return text;
  }
}
