// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.sink;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the sink does with a recipient, told by the local part of its address (DM-4).
///
/// | local part | does |
/// |---|---|
/// | `temperror` | 451 at RCPT |
/// | `permerror` | 550 at RCPT |
/// | `400` … `599` | that reply code at RCPT |
/// | `greylist` | 451 twice, then takes it |
/// | `timeout` | never answers the final dot |
/// | `tarpit` | answers one octet a second |
/// | `dropdata` | closes after the final dot without a reply |
/// | anything else | takes it |
sealed interface Mood {
  /// Answers RCPT with a reply other than 250.
  record Refusing(int code, String text) implements Mood {}

  /// Answers RCPT with 451 until the third attempt.
  record Greylisting() implements Mood {}

  /// Never answers the final dot.
  record Silent() implements Mood {}

  /// Answers slowly.
  record Slow() implements Mood {}

  /// Closes after the final dot.
  record Dropping() implements Mood {}

  /// Takes the message.
  record Willing() implements Mood {}

  Pattern CODE = Pattern.compile("[45][0-9]{2}");

  /// The mood that `forwardPath`, without angle brackets, asks for.
  static Mood of(String forwardPath) {
    int at = forwardPath.lastIndexOf('@');
    String local = forwardPath.substring(0, Math.max(at, 0)).toLowerCase(Locale.ROOT);
    Matcher code = CODE.matcher(local);
    if (code.matches()) {
      return new Refusing(Integer.parseInt(local), "as you asked");
    }
    return switch (local) {
      case "temperror" -> new Refusing(451, "4.3.0 try again later");
      case "permerror" -> new Refusing(550, "5.1.1 no such mailbox");
      case "greylist" -> new Greylisting();
      case "timeout" -> new Silent();
      case "tarpit" -> new Slow();
      case "dropdata" -> new Dropping();
      default -> new Willing();
    };
  }
}
