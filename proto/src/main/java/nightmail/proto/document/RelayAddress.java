// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.util.Arrays;

/// Where a relay listens: an IPv4 or IPv6 address with a port.
///
/// Never printed whole: logs hold no addresses.
///
/// Safe for any thread.
public final class RelayAddress {
  public static final int IPV4_BYTES = 4;
  public static final int IPV6_BYTES = 16;

  private final byte[] ip;
  private final int port;

  private RelayAddress(byte[] ip, int port) {
    this.ip = ip;
    this.port = port;
  }

  /// Copies `ip`.
  ///
  /// @throws IllegalArgumentException unless there are 4 or 16 bytes and the port is 1 to 65535
  public static RelayAddress of(byte[] ip, int port) {
    if ((ip.length != IPV4_BYTES && ip.length != IPV6_BYTES) || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("no address: " + ip.length + " bytes, port " + port);
    }
    return new RelayAddress(ip.clone(), port);
  }

  /// A copy of the 4 or 16 bytes.
  public byte[] ip() {
    return ip.clone();
  }

  public int port() {
    return port;
  }

  public boolean isIpv4() {
    return ip.length == IPV4_BYTES;
  }

  /// Whether this is loopback, private, link-local, multicast or unspecified: nothing a production
  /// network may list.
  public boolean isPrivate() {
    return isIpv4() ? isPrivateIpv4(ip[0] & 0xff, ip[1] & 0xff) : isPrivateIpv6();
  }

  /// Whether both are of one kind and agree in the first `bits4` or `bits6` bits; 0 bits means
  /// never.
  public boolean sharesSubnet(RelayAddress other, int bits4, int bits6) {
    int bits = isIpv4() ? bits4 : bits6;
    return bits > 0 && ip.length == other.ip.length && samePrefix(other.ip, bits);
  }

  private boolean samePrefix(byte[] other, int bits) {
    int whole = bits / 8;
    if (!Arrays.equals(ip, 0, whole, other, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((ip[whole] ^ other[whole]) & 0xff) >>> (8 - rest) == 0;
  }

  private static boolean isPrivateIpv4(int first, int second) {
    return first == 0
        || first == 10
        || first == 127
        || first >= 224
        || (first == 100 && second >= 64 && second < 128)
        || (first == 169 && second == 254)
        || (first == 172 && second >= 16 && second < 32)
        || (first == 192 && second == 168);
  }

  /// Only 2000::/3 is given out as global unicast.
  private boolean isPrivateIpv6() {
    return (ip[0] & 0xe0) != 0x20;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RelayAddress that && port == that.port && Arrays.equals(ip, that.ip);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ip) + port;
  }

  /// The kind only.
  @Override
  public String toString() {
    return isIpv4() ? "RelayAddress[IPv4]" : "RelayAddress[IPv6]";
  }
}
