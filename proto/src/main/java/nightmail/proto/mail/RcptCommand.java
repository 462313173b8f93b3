// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The arguments of `RCPT TO:` (RFC 5321 §4.1.1.3, RFC 3461 §4.1 and §4.2).
public final class RcptCommand {
  /// Characters of ORCPT as sent (RFC 3461 §4.2); more is [MailFault#BAD_VALUE].
  public static final int ORCPT_CHARACTERS = 500;

  private RcptCommand() {}

  /// Reads what stands behind the colon of `RCPT TO:`.
  ///
  /// @param smtpUtf8 whether MAIL declared SMTPUTF8
  public static Parsed<Recipient> parse(
      String arguments, Set<Extension> offered, boolean smtpUtf8) {
    return parse(arguments, offered, smtpUtf8, ORCPT_CHARACTERS);
  }

  static Parsed<Recipient> parse(
      String arguments, Set<Extension> offered, boolean smtpUtf8, int orcptCharacters) {
    return switch (Arguments.parse(arguments)) {
      case Parsed.Bad<Arguments>(MailFault fault) -> Parsed.bad(fault);
      case Parsed.Good<Arguments>(Arguments value) ->
          switch (Path.parse(value.path(), smtpUtf8)) {
            case Parsed.Bad<Path>(MailFault fault) ->
                Parsed.bad(fault == MailFault.SYNTAX ? MailFault.BAD_RECIPIENT : fault);
            case Parsed.Good<Path>(Path path) when path.isNull() ->
                Parsed.bad(MailFault.BAD_RECIPIENT);
            case Parsed.Good<Path>(Path path) ->
                recipient(path, value.parameters(), offered, smtpUtf8, orcptCharacters);
          };
    };
  }

  private static Parsed<Recipient> recipient(
      Path path,
      Map<String, String> parameters,
      Set<Extension> offered,
      boolean smtpUtf8,
      int orcptCharacters) {
    Optional<Set<Notify>> notifyOn = Optional.of(EnumSet.noneOf(Notify.class));
    Optional<OriginalRecipient> original = Optional.of(OriginalRecipient.NONE);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String keyword = parameter.getKey();
      String value = parameter.getValue();
      if (!offered.contains(Extension.DSN)) {
        return Parsed.bad(MailFault.UNKNOWN_PARAMETER);
      }
      switch (keyword) {
        case "NOTIFY" -> notifyOn = notifyOn(value);
        case "ORCPT" ->
            original =
                value.length() <= orcptCharacters ? original(value, smtpUtf8) : Optional.empty();
        default -> {
          return Parsed.bad(MailFault.UNKNOWN_PARAMETER);
        }
      }
    }
    return notifyOn.isEmpty() || original.isEmpty()
        ? Parsed.bad(MailFault.BAD_VALUE)
        : Parsed.good(new Recipient(path, notifyOn.get(), original.get()));
  }

  /// A comma list without repetition; NEVER stands alone (SV-12).
  private static Optional<Set<Notify>> notifyOn(String value) {
    Set<Notify> found = EnumSet.noneOf(Notify.class);
    for (String word : value.split(",", -1)) {
      Optional<Notify> one = word(word);
      if (one.isEmpty() || !found.add(one.get())) {
        return Optional.empty();
      }
    }
    boolean never = found.contains(Notify.NEVER);
    return never && found.size() > 1 ? Optional.empty() : Optional.of(found);
  }

  private static Optional<Notify> word(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "NEVER" -> Optional.of(Notify.NEVER);
      case "SUCCESS" -> Optional.of(Notify.SUCCESS);
      case "FAILURE" -> Optional.of(Notify.FAILURE);
      case "DELAY" -> Optional.of(Notify.DELAY);
      default -> Optional.empty();
    };
  }

  private static Optional<OriginalRecipient> original(String value, boolean smtpUtf8) {
    int semicolon = value.indexOf(';');
    String type = semicolon < 0 ? "" : value.substring(0, semicolon).toLowerCase(Locale.ROOT);
    if (type.isEmpty()
        || !type.chars().allMatch(c -> MailDomain.isLetterOrDigit((char) c) || c == '-')) {
      return Optional.empty();
    }
    String encoded = value.substring(semicolon + 1);
    Optional<String> address =
        type.equals(OriginalRecipient.UTF8)
            ? Utf8XText.decode(encoded, smtpUtf8)
            : XText.decode(encoded);
    return address.filter(a -> !a.isEmpty()).map(a -> new OriginalRecipient(type, a));
  }
}
