// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The arguments of `MAIL FROM:` (RFC 5321 §4.1.1.2, RFC 1870, 6152, 3461, 6531, 8689).
///
/// @param reversePath [Path#NULL] for `<>`
/// @param size declared octets; −1 if not declared, `Long.MAX_VALUE` if it has more than 18 digits
/// @param envid decoded; empty if not given
public record MailCommand(
    Path reversePath,
    long size,
    boolean body8bit,
    boolean smtpUtf8,
    boolean requireTls,
    Ret ret,
    String envid) {
  /// Characters of ENVID as sent (RFC 3461 §4.4); more is [MailFault#BAD_VALUE].
  public static final int ENVID_CHARACTERS = 100;

  private static final int SIZE_DIGITS = 20;

  /// Reads what stands behind the colon of `MAIL FROM:`.
  ///
  /// @param offered extensions whose parameters are taken; others are [MailFault#UNKNOWN_PARAMETER]
  public static Parsed<MailCommand> parse(String arguments, Set<Extension> offered) {
    return switch (Arguments.parse(arguments)) {
      case Parsed.Bad<Arguments>(MailFault fault) -> Parsed.bad(fault);
      case Parsed.Good<Arguments>(Arguments value) -> new Reader(offered).read(value);
    };
  }

  /// The envelope that begins with this command.
  public Envelope envelope(List<Recipient> recipients) {
    return new Envelope(reversePath, recipients, body8bit, smtpUtf8, requireTls, ret, envid);
  }

  /// Collects one command's parameters; used once.
  private static final class Reader {
    private final Set<Extension> offered;
    private long size = -1;
    private boolean body8bit;
    private boolean smtpUtf8;
    private boolean requireTls;
    private Ret ret = Ret.UNSET;
    private String envid = "";

    Reader(Set<Extension> offered) {
      this.offered = offered;
    }

    Parsed<MailCommand> read(Arguments arguments) {
      for (Map.Entry<String, String> parameter : arguments.parameters().entrySet()) {
        Optional<MailFault> fault = take(parameter.getKey(), parameter.getValue());
        if (fault.isPresent()) {
          return Parsed.bad(fault.get());
        }
      }
      return switch (Path.parse(arguments.path(), smtpUtf8)) {
        case Parsed.Bad<Path>(MailFault fault) ->
            Parsed.bad(fault == MailFault.SYNTAX ? MailFault.BAD_SENDER : fault);
        case Parsed.Good<Path>(Path path) when !path.isNull() && path.domain().isEmpty() ->
            Parsed.bad(MailFault.BAD_SENDER); // <postmaster> is a recipient only
        case Parsed.Good<Path>(Path path) ->
            Parsed.good(new MailCommand(path, size, body8bit, smtpUtf8, requireTls, ret, envid));
      };
    }

    private Optional<MailFault> take(String keyword, String value) {
      return switch (keyword) {
        case "SIZE" -> takeIf(Extension.SIZE, takeSize(value));
        case "BODY" -> takeIf(Extension.EIGHT_BIT_MIME, takeBody(value));
        case "SMTPUTF8" -> takeIf(Extension.SMTPUTF8, takeSmtpUtf8(value));
        case "REQUIRETLS" -> takeIf(Extension.REQUIRETLS, takeRequireTls(value));
        case "RET" -> takeIf(Extension.DSN, takeRet(value));
        case "ENVID" -> takeIf(Extension.DSN, takeEnvid(value));
        default -> Optional.of(MailFault.UNKNOWN_PARAMETER);
      };
    }

    private Optional<MailFault> takeIf(Extension extension, boolean good) {
      if (!offered.contains(extension)) {
        return Optional.of(MailFault.UNKNOWN_PARAMETER);
      }
      return good ? Optional.empty() : Optional.of(MailFault.BAD_VALUE);
    }

    private boolean takeSize(String value) {
      boolean digits = value.chars().allMatch(c -> c >= '0' && c <= '9');
      if (value.isEmpty() || value.length() > SIZE_DIGITS || !digits) {
        return false;
      }
      size = value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
      return true;
    }

    private boolean takeSmtpUtf8(String value) {
      smtpUtf8 = true;
      return value.isEmpty();
    }

    private boolean takeRequireTls(String value) {
      requireTls = true;
      return value.isEmpty();
    }

    private boolean takeBody(String value) {
      String upper = value.toUpperCase(Locale.ROOT);
      body8bit = upper.equals("8BITMIME");
      return body8bit || upper.equals("7BIT");
    }

    private boolean takeRet(String value) {
      String upper = value.toUpperCase(Locale.ROOT);
      ret = upper.equals("FULL") ? Ret.FULL : upper.equals("HDRS") ? Ret.HDRS : Ret.UNSET;
      return ret != Ret.UNSET;
    }

    private boolean takeEnvid(String value) {
      if (value.length() > ENVID_CHARACTERS) {
        return false;
      }
      envid = XText.decode(value).orElse("");
      return !envid.isEmpty();
    }
  }
}
