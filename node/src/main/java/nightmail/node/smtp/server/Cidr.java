// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// A block of IP addresses, as `127.0.0.0/8` or `::1/128`.
///
/// Safe for any thread.
public final class Cidr {
  private final byte[] network;
  private final int bits;

  private Cidr(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /// Reads an address literal, with or without a length.
  ///
  /// @throws IllegalArgumentException for anything else, names of hosts included
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    byte[] network = literal(slash < 0 ? text : text.substring(0, slash));
    int most = network.length * 8;
    int bits = slash < 0 ? most : bits(text.substring(slash + 1));
    if (bits > most) {
      throw new IllegalArgumentException("at most " + most + " bits: " + text);
    }
    return new Cidr(network, bits);
  }

  private static int bits(String digits) {
    if (!digits.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("not a prefix length: " + digits);
    }
    return Integer.parseInt(digits);
  }

  private static byte[] literal(String address) {
    if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      throw new IllegalArgumentException("not an address: " + address);
    }
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException wrong) {
      throw new IllegalArgumentException("not an address: " + address, wrong);
    }
  }

  public boolean contains(InetAddress address) {
    byte[] other = address.getAddress();
    int whole = bits / 8;
    if (other.length != network.length || !Arrays.equals(network, 0, whole, other, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((network[whole] ^ other[whole]) & 0xff) >>> (8 - rest) == 0;
  }
}
