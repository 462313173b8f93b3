// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.RelayId;

/// Relays on loopback that know each other's pins, each with a notebook of what its links told.
final class LinkPair implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final long WAIT_SECONDS = 20;

  /// What a listener was told.
  sealed interface Told {
    @SuppressWarnings("ArrayRecordComponent") // read by tests, never compared
    record Packet(byte[] packet) implements Told {}

    record Link(RelayId peer, boolean up) implements Told {}

    record NotSent(DropReason reason) implements Told {}

    record Dropped(DropReason reason) implements Told {}
  }

  /// One relay of the pair.
  static final class Node implements LinkListener {
    final LinkIdentity identity;
    final Links links;
    final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

    Node(LinkIdentity identity, LinkSettings settings, LinkTap tap, InstantSource wall)
        throws IOException {
      this.identity = identity;
      links = new Links(identity, settings, this, tap, System::nanoTime, wall);
      links.start();
    }

    RelayId id() {
      return identity.relay();
    }

    LinkMap.Peer peer() {
      return new LinkMap.Peer(id(), links.boundAddresses(), identity.pin());
    }

    /// The next thing of a kind; others are passed over.
    <T extends Told> T await(Class<T> kind) throws InterruptedException {
      while (true) {
        Told next = told.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("nothing of " + kind.getSimpleName() + " was told");
        }
        if (kind.isInstance(next)) {
          return kind.cast(next);
        }
      }
    }

    @Override
    public void packet(byte[] packet) {
      told.add(new Told.Packet(packet));
    }

    @Override
    public void link(RelayId peer, boolean up) {
      told.add(new Told.Link(peer, up));
    }

    @Override
    public void notSent(DropReason reason) {
      told.add(new Told.NotSent(reason));
    }

    @Override
    public void dropped(DropReason reason) {
      told.add(new Told.Dropped(reason));
    }
  }

  final Node left;
  final Node right;

  private LinkPair(Node left, Node right) {
    this.left = left;
    this.right = right;
  }

  static LinkPair of(LinkTap leftTap, LinkTap rightTap)
      throws IOException, GeneralSecurityException {
    return new LinkPair(
        new Node(identity(1), settings(), leftTap, () -> NOON),
        new Node(identity(2), settings(), rightTap, () -> NOON));
  }

  /// Both know both, and agree on the network.
  void meet() {
    LinkMap map = map(1, left.peer(), right.peer());
    left.links.map(map);
    right.links.map(map);
  }

  static LinkMap map(int network, LinkMap.Peer... peers) {
    SortedMap<RelayId, LinkMap.Peer> relays = new TreeMap<>();
    for (LinkMap.Peer peer : peers) {
      relays.put(peer.id(), peer);
    }
    return LinkMap.of(fixed(network), 7, fixed(8), fixed(9), 1_000, 500, relays);
  }

  static LinkIdentity identity(int relay) throws GeneralSecurityException {
    return LinkIdentity.generate(new RelayId(fixed(relay)), new SecureRandom());
  }

  static LinkSettings settings() {
    return LinkSettings.shortProfile(
        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  static Fixed32 fixed(int last) {
    byte[] bytes = new byte[Fixed32.BYTES];
    bytes[Fixed32.BYTES - 1] = (byte) last;
    return Fixed32.of(bytes);
  }

  static byte[] packet(int fill) {
    byte[] packet = new byte[Geometry.PACKET_BYTES];
    java.util.Arrays.fill(packet, (byte) fill);
    return packet;
  }

  @Override
  public void close() {
    left.links.close();
    right.links.close();
  }
}
