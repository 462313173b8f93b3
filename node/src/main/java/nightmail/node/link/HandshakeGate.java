// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Bound on TLS handshakes at once, over all and per /24 or /48 (LM-5): beyond, the connection is
/// closed without a word.
///
/// Safe for any thread.
final class HandshakeGate {
  private static final int NET4_BYTES = 3;
  private static final int NET6_BYTES = 6;

  private final int limit;
  private final int limitPerNetwork;
  private final Map<ByteBuffer, Integer> byNetwork = new HashMap<>();
  private int all;

  HandshakeGate(int limit, int limitPerNetwork) {
    this.limit = limit;
    this.limitPerNetwork = limitPerNetwork;
  }

  /// Whether one more may begin; if so, [#leave] must follow once.
  synchronized boolean enter(InetAddress from) {
    ByteBuffer network = network(from);
    int here = byNetwork.getOrDefault(network, 0);
    if (all >= limit || here >= limitPerNetwork) {
      return false;
    }
    all++;
    byNetwork.put(network, here + 1);
    return true;
  }

  synchronized void leave(InetAddress from) {
    all--;
    byNetwork.computeIfPresent(network(from), (key, here) -> here == 1 ? null : here - 1);
  }

  private static ByteBuffer network(InetAddress address) {
    int bytes = address instanceof Inet4Address ? NET4_BYTES : NET6_BYTES;
    return ByteBuffer.wrap(Arrays.copyOf(address.getAddress(), bytes));
  }
}
