// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

/// What must not be in the text of a mail, with the reply for it.
public enum TextFault {
  /// CR without LF (SV-2).
  BARE_CR(550, "5.5.2", "Bare CR in mail"),
  /// LF without CR (SV-2).
  BARE_LF(550, "5.5.2", "Bare LF in mail"),
  /// NUL (NB-4).
  NUL(554, "5.6.0", "NUL in mail"),
  /// A line over 998 octets (NB-4, SV-14).
  LONG_LINE(554, "5.6.0", "Line over 998 octets");

  private final int code;
  private final String enhanced;
  private final String text;

  TextFault(int code, String enhanced, String text) {
    this.code = code;
    this.enhanced = enhanced;
    this.text = text;
  }

  public int code() {
    return code;
  }

  public String enhanced() {
    return enhanced;
  }

  public String text() {
    return text;
  }
}
