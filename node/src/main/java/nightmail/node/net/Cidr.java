// SPDX-License-Identifier: Apache-2.0
package nightmail.node.net;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A block of addresses, as `127.0.0.0/8` or `::1/128`; `prefixBits` of `base` are fixed, the rest
/// of `base` is zero.
public record Cidr(InetAddress base, int prefixBits) {
  private static final Pattern FORM = Pattern.compile("([0-9a-fA-F.:]{2,45})/([0-9]{1,3})");

  /// Reads `address/prefix`; empty on bad form, a prefix that is too long, or host bits.
  public static Optional<Cidr> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      Cidr cidr = new Cidr(InetAddress.ofLiteral(form.group(1)), Integer.parseInt(form.group(2)));
      return cidr.wellFormed() ? Optional.of(cidr) : Optional.empty();
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /// Whether `address` is of the same family and inside.
  public boolean contains(InetAddress address) {
    byte[] mine = base.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      if (bit(mine, bit) != bit(other, bit)) {
        return false;
      }
    }
    return true;
  }

  /// Whether the block is the whole family.
  public boolean everything() {
    return prefixBits == 0;
  }

  private boolean wellFormed() {
    byte[] bytes = base.getAddress();
    if (prefixBits > bytes.length * Byte.SIZE) {
      return false;
    }
    for (int bit = prefixBits; bit < bytes.length * Byte.SIZE; bit++) {
      if (bit(bytes, bit) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int bit(byte[] bytes, int index) {
    return bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
  }
}
