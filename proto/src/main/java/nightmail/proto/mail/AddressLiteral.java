// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.Locale;
import java.util.Optional;

/// Address literals of RFC 5321 §4.1.3: IPv4 and IPv6; no other tag is registered.
final class AddressLiteral {
  private static final String IPV6_TAG = "ipv6:";
  private static final int GROUPS = 8;

  private AddressLiteral() {}

  /// The literal with its brackets, hexadecimal digits in lower case; empty if it is none.
  static Optional<String> canonical(String text) {
    if (!text.startsWith("[") || !text.endsWith("]") || text.length() > 64) {
      return Optional.empty();
    }
    String inner = text.substring(1, text.length() - 1).toLowerCase(Locale.ROOT);
    if (inner.startsWith(IPV6_TAG)) {
      String address = inner.substring(IPV6_TAG.length());
      return isIpv6(address) ? Optional.of("[IPv6:" + address + "]") : Optional.empty();
    }
    return isIpv4(inner) ? Optional.of(text) : Optional.empty();
  }

  private static boolean isIpv4(String text) {
    String[] numbers = text.split("\\.", -1);
    if (numbers.length != 4) {
      return false;
    }
    for (String number : numbers) {
      if (number.isEmpty()
          || number.length() > 3
          || !number.chars().allMatch(c -> c >= '0' && c <= '9')
          || Integer.parseInt(number) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == GROUPS;
    }
    String head = text.substring(0, gap);
    String tail = text.substring(gap + 2);
    int before = head.isEmpty() ? 0 : groups(head, false);
    int after = tail.isEmpty() ? 0 : groups(tail, true);
    return before >= 0 && after >= 0 && before + after <= GROUPS - 2; // "::" stands for two or more
  }

  /// Number of 16-bit groups in `text`; −1 if it is not a list of them.
  private static int groups(String text, boolean mayEndInIpv4) {
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (isHexGroup(parts[i])) {
        count++;
      } else if (mayEndInIpv4 && i == parts.length - 1 && isIpv4(parts[i])) {
        count += 2;
      } else {
        return -1;
      }
    }
    return count;
  }

  private static boolean isHexGroup(String part) {
    return !part.isEmpty()
        && part.length() <= 4
        && part.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
