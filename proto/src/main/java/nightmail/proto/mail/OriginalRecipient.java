// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

/// What the ORCPT parameter said (RFC 3461 §4.2), decoded.
///
/// `toString` does not show the address.
///
/// @param type address type in lower case, as `rfc822` or `utf-8`; empty in [#NONE]
/// @param address decoded text; empty in [#NONE]
public record OriginalRecipient(String type, String address) {
  public static final String RFC822 = "rfc822";
  public static final String UTF8 = "utf-8";

  /// The client gave no ORCPT.
  public static final OriginalRecipient NONE = new OriginalRecipient("", "");

  /// The recipient itself, for when nobody else said who it was.
  public static OriginalRecipient of(Path path) {
    return new OriginalRecipient(path.isAscii() ? RFC822 : UTF8, path.text());
  }

  public boolean isNone() {
    return type.isEmpty();
  }

  /// The parameter value as it stands in a command, ASCII only; empty for [#NONE].
  public String encoded() {
    if (isNone()) {
      return "";
    }
    return type + ";" + (type.equals(UTF8) ? Utf8XText.encode(address) : XText.encode(address));
  }

  @Override
  public String toString() {
    return isNone() ? "OriginalRecipient[none]" : "OriginalRecipient[withheld]";
  }
}
