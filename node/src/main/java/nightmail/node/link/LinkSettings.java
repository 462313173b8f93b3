// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// What an operator may choose about links, and the waits of a profile.
///
/// @param listen addresses to bind; port 0 takes any free one
/// @param maxConnections incoming links at once; more are accepted and closed
/// @param queuePackets packets waiting for one link; the newest beyond is lost as `pool_full`
///   (LM-6)
/// @param poolMaxPackets capacity of this relay's pool, from which the rate of a peer follows (L-7)
/// @param linkDownWait how long a packet waits for a link that is down, then `link_down`
/// @param reconnectMin first back-off; doubles up to `reconnectMax`, both jittered
/// @param helloWait for TCP, TLS and HELLO together
/// @param pingAfter of not sending
/// @param silenceLimit of not receiving, then close
/// @param rateLimitWait how long a peer may keep its bucket empty, then CLOSE 7
/// @param handshakes TLS handshakes at once (LM-5)
/// @param handshakesPerNetwork of them from one /24 or /48
/// @param helloJitterSeconds the acceptor's clock in HELLO is off by up to this, either way
/// @param allowClassical takes X25519 as well; for test networks only
/// @param threads event loops
public record LinkSettings(
    List<InetSocketAddress> listen,
    int maxConnections,
    int queuePackets,
    int poolMaxPackets,
    Duration linkDownWait,
    Duration reconnectMin,
    Duration reconnectMax,
    Duration helloWait,
    Duration pingAfter,
    Duration silenceLimit,
    Duration rateLimitWait,
    int handshakes,
    int handshakesPerNetwork,
    int helloJitterSeconds,
    boolean allowClassical,
    int threads) {
  /// Default port of a relay.
  public static final int PORT = 2_442;

  private static final int MAX_CONNECTIONS = 2_048;
  private static final int QUEUE_PACKETS = 4_096;
  private static final int POOL_MAX_PACKETS = 16_384;
  private static final int HANDSHAKES = 64;

  public LinkSettings {
    listen = List.copyOf(listen);
  }

  /// For a network whose delays are minutes.
  public static LinkSettings production(List<InetSocketAddress> listen) {
    return new LinkSettings(
        listen,
        MAX_CONNECTIONS,
        QUEUE_PACKETS,
        POOL_MAX_PACKETS,
        Duration.ofSeconds(60),
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(180),
        Duration.ofMinutes(10),
        HANDSHAKES,
        4,
        10,
        false,
        2);
  }

  /// For a network whose delays are half seconds, all relays perhaps on one machine.
  public static LinkSettings shortProfile(List<InetSocketAddress> listen) {
    return new LinkSettings(
        listen,
        MAX_CONNECTIONS,
        QUEUE_PACKETS,
        POOL_MAX_PACKETS,
        Duration.ofSeconds(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        Duration.ofMinutes(10),
        HANDSHAKES,
        HANDSHAKES,
        0,
        false,
        1);
  }

  /// These, but for the incoming links at once.
  public LinkSettings withMaxConnections(int connections) {
    return new LinkSettings(
        listen,
        connections,
        queuePackets,
        poolMaxPackets,
        linkDownWait,
        reconnectMin,
        reconnectMax,
        helloWait,
        pingAfter,
        silenceLimit,
        rateLimitWait,
        handshakes,
        handshakesPerNetwork,
        helloJitterSeconds,
        allowClassical,
        threads);
  }

  /// These, but for the capacity of the pool.
  public LinkSettings withPoolMaxPackets(int packets) {
    return new LinkSettings(
        listen,
        maxConnections,
        queuePackets,
        packets,
        linkDownWait,
        reconnectMin,
        reconnectMax,
        helloWait,
        pingAfter,
        silenceLimit,
        rateLimitWait,
        handshakes,
        handshakesPerNetwork,
        helloJitterSeconds,
        allowClassical,
        threads);
  }
}
