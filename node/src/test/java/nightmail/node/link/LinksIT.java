// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import nightmail.node.link.LinkPair.Told;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.Geometry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Links over loopback sockets.
@SuppressWarnings("FutureReturnValueIgnored") // handlers pass on what they see
final class LinksIT {
  private static final int RECORD_OVERHEAD = 5 + 1 + 16;
  private static final int FRAME_ON_THE_WIRE = Geometry.FRAME_BYTES + 3 * RECORD_OVERHEAD;

  @Test
  @DisplayName("L-5, L-11: two relays that know each other exchange packets both ways")
  void relaysThatKnowEachOtherExchangePackets() throws Exception {
    try (LinkPair pair = LinkPair.of(LinkTap.NONE, LinkTap.NONE)) {
      pair.meet();

      pair.left.links.send(pair.right.id(), LinkPair.packet(3));
      pair.right.links.send(pair.left.id(), LinkPair.packet(4));

      assertArrayEquals(LinkPair.packet(3), pair.right.await(Told.Packet.class).packet());
      assertArrayEquals(LinkPair.packet(4), pair.left.await(Told.Packet.class).packet());
    }
  }

  @Test
  @DisplayName("L-1, L-4, A38: the post-quantum group is the one negotiated")
  void groupIsPostQuantum() throws Exception {
    LinkIdentity identity = LinkPair.identity(1);

    GroupAssertion.check(identity, false);

    try (LinkTls tls = LinkTls.of(identity, identity.pin()::equals, false)) {
      assertEquals(Optional.of("X25519MLKEM768"), GroupAssertion.negotiated(tls, tls));
    }
  }

  @Test
  @DisplayName("L-1, A38: a peer without the post-quantum group is refused, as either side")
  void classicalPeerIsRefused() throws Exception {
    LinkIdentity identity = LinkPair.identity(1);

    try (LinkTls tls = LinkTls.of(identity, identity.pin()::equals, false);
        LinkTls classical =
            LinkTls.withGroups(identity, identity.pin()::equals, List.of("x25519"))) {
      assertThrows(SSLException.class, () -> GroupAssertion.negotiated(classical, tls));
      assertThrows(SSLException.class, () -> GroupAssertion.negotiated(tls, classical));
    }
  }

  @Test
  @DisplayName("L-3, L-12: before a consensus everybody is a stranger")
  void strangersAreRefusedBeforeConsensus() throws Exception {
    try (LinkPair pair = LinkPair.of(LinkTap.NONE, LinkTap.NONE)) {
      pair.left.links.map(LinkPair.map(1, pair.left.peer(), pair.right.peer()));

      assertEquals(DropReason.LINK_NOT_MEMBER, pair.right.await(Told.Dropped.class).reason());
    }
  }

  @Test
  @DisplayName("L-3: a relay whose key is not the listed one is refused")
  void wrongPinIsRefused() throws Exception {
    try (LinkPair pair = LinkPair.of(LinkTap.NONE, LinkTap.NONE)) {
      LinkMap.Peer forged =
          new LinkMap.Peer(pair.left.id(), pair.left.links.boundAddresses(), LinkPair.fixed(66));
      pair.right.links.map(LinkPair.map(1, forged, pair.right.peer()));
      pair.left.links.map(LinkPair.map(1, pair.left.peer(), pair.right.peer()));

      assertEquals(DropReason.LINK_NOT_MEMBER, pair.right.await(Told.Dropped.class).reason());
      assertEquals(0, pair.right.links.acceptedCount());
    }
  }

  @Test
  @DisplayName("L-11: another network gets CLOSE 3")
  void otherNetworkIsClosedWithThree() throws Exception {
    Headers seen = new Headers();
    try (LinkPair pair = LinkPair.of(seen, LinkTap.NONE)) {
      pair.left.links.map(LinkPair.map(1, pair.left.peer(), pair.right.peer()));
      pair.right.links.map(LinkPair.map(2, pair.left.peer(), pair.right.peer()));

      assertEquals(3, seen.nextCloseCode());
    }
  }

  @Test
  @DisplayName("L-10, A17: every frame is 32,838 bytes on the wire")
  void everyFrameHasOneSizeOnTheWire() throws Exception {
    OutgoingBytes wire = new OutgoingBytes();
    try (LinkPair pair = LinkPair.of(wire, LinkTap.NONE)) {
      pair.right.links.map(LinkPair.map(1, pair.left.peer(), pair.right.peer()));
      pair.left.links.map(LinkPair.map(1, pair.left.peer(), pair.right.peer()));
      assertTrue(pair.left.await(Told.Link.class).up());
      long before = wire.initiatorBytes.get();

      for (int i = 0; i < 20; i++) {
        pair.left.links.send(pair.right.id(), LinkPair.packet(i));
      }
      for (int i = 0; i < 20; i++) {
        assertEquals((byte) i, pair.right.await(Told.Packet.class).packet()[0]);
      }

      assertEquals(20L * FRAME_ON_THE_WIRE, wire.initiatorBytes.get() - before);
      assertEquals(32_838, FRAME_ON_THE_WIRE);
    }
  }

  @Test
  @DisplayName("L-9, L-10, A28: a frame of unknown type gets CLOSE 9 and is counted")
  void unknownFrameTypeIsClosedWithNine() throws Exception {
    Headers seen = new Headers();
    seen.spoilPacketHeaders = true;
    try (LinkPair pair = LinkPair.of(seen, LinkTap.NONE)) {
      pair.meet();

      pair.left.links.send(pair.right.id(), LinkPair.packet(1));

      assertEquals(DropReason.FORMAT, pair.right.await(Told.Dropped.class).reason());
      assertEquals(9, seen.nextCloseCode());
    }
  }

  @Test
  @DisplayName("A25: garbage on the port disturbs nobody")
  void garbageOnThePortDisturbsNobody() throws Exception {
    try (LinkPair pair = LinkPair.of(LinkTap.NONE, LinkTap.NONE)) {
      pair.meet();
      InetSocketAddress port = pair.right.links.boundAddresses().getFirst();

      for (int i = 0; i < 8; i++) {
        try (Socket socket = new Socket(port.getAddress(), port.getPort())) {
          OutputStream out = socket.getOutputStream();
          out.write("GET / HTTP/1.1\r\n\r\n".repeat(i).getBytes(StandardCharsets.US_ASCII));
          out.flush();
          socket.shutdownOutput();
          socket.getInputStream().readAllBytes();
        }
      }
      pair.left.links.send(pair.right.id(), LinkPair.packet(5));

      assertArrayEquals(LinkPair.packet(5), pair.right.await(Told.Packet.class).packet());
    }
  }

  @Test
  @DisplayName("L-3: a packet for a relay that is not listed is lost at once")
  void packetForUnknownRelayIsLost() throws Exception {
    try (LinkPair pair = LinkPair.of(LinkTap.NONE, LinkTap.NONE)) {
      pair.left.links.send(LinkPair.identity(77).relay(), LinkPair.packet(0));

      assertEquals(DropReason.ROUTE_UNKNOWN, pair.left.await(Told.NotSent.class).reason());
    }
  }

  @Test
  @DisplayName("L-6: packets sent while the link is being made arrive once it is up")
  void packetsWaitForTheLink() throws Exception {
    try (LinkPair pair = LinkPair.of(LinkTap.NONE, LinkTap.NONE)) {
      pair.left.links.map(LinkPair.map(1, pair.left.peer(), pair.right.peer()));
      pair.left.links.send(pair.right.id(), LinkPair.packet(6));
      assertEquals(DropReason.LINK_NOT_MEMBER, pair.right.await(Told.Dropped.class).reason());

      pair.right.links.map(LinkPair.map(1, pair.left.peer(), pair.right.peer()));

      assertArrayEquals(LinkPair.packet(6), pair.right.await(Told.Packet.class).packet());
    }
  }

  @Test
  @DisplayName("L-6: a relay that leaves the consensus loses its links")
  void relayThatIsGoneIsClosed() throws Exception {
    try (LinkPair pair = LinkPair.of(LinkTap.NONE, LinkTap.NONE)) {
      pair.meet();
      assertTrue(pair.left.await(Told.Link.class).up());

      pair.left.links.map(LinkPair.map(1, pair.left.peer()));

      assertFalse(pair.left.await(Told.Link.class).up());
    }
  }

  @Test
  @DisplayName("L-5: a newer link of a pair replaces the older, which gets CLOSE 8")
  void newerLinkReplacesTheOlder() throws Exception {
    Headers seen = new Headers();
    try (LinkPair pair = LinkPair.of(seen, LinkTap.NONE)) {
      pair.meet();
      assertTrue(pair.left.await(Told.Link.class).up());
      LinkPair.Node twin =
          new LinkPair.Node(
              pair.left.identity, LinkPair.settings(), LinkTap.NONE, () -> LinkPair.NOON);
      try {
        twin.links.map(LinkPair.map(1, pair.left.peer(), pair.right.peer()));

        assertEquals(8, seen.nextCloseCode());
      } finally {
        twin.links.close();
      }
    }
  }

  @Test
  @DisplayName("L-12: a bit flipped on the wire ends the link, and a new one takes over")
  void flippedBitEndsTheLink() throws Exception {
    FlippedBit flip = new FlippedBit();
    try (LinkPair pair = LinkPair.of(flip, LinkTap.NONE)) {
      pair.right.links.map(LinkPair.map(1, pair.left.peer(), pair.right.peer()));
      pair.left.links.map(LinkPair.map(1, pair.left.peer(), pair.right.peer()));
      assertTrue(pair.left.await(Told.Link.class).up());

      flip.isArmed.set(true);
      pair.left.links.send(pair.right.id(), LinkPair.packet(1));

      assertFalse(pair.left.await(Told.Link.class).up());
      assertTrue(pair.left.await(Told.Link.class).up());
      pair.left.links.send(pair.right.id(), LinkPair.packet(2));
      assertArrayEquals(LinkPair.packet(2), pair.right.await(Told.Packet.class).packet());
    }
  }

  @Test
  @DisplayName("LM-6: the queue of a link holds its bound, and not one packet more")
  void queueHoldsItsBound() throws Exception {
    try (LinkPair pair = LinkPair.of(LinkTap.NONE, LinkTap.NONE)) {
      pair.left.links.map(LinkPair.map(1, pair.left.peer(), pair.right.peer()));
      for (int i = 0; i < LinkPair.settings().queuePackets(); i++) {
        pair.left.links.send(pair.right.id(), new byte[0]);
      }
      assertTrue(pair.left.told.stream().noneMatch(Told.NotSent.class::isInstance));

      pair.left.links.send(pair.right.id(), new byte[0]);

      assertEquals(DropReason.POOL_FULL, pair.left.await(Told.NotSent.class).reason());
    }
  }

  /// Flips one bit of the next thing the initiator's TLS gives to the socket.
  private static final class FlippedBit implements LinkTap {
    final AtomicBoolean isArmed = new AtomicBoolean();

    @Override
    public void outside(ChannelPipeline pipeline) {
      if (pipeline.channel().parent() == null) {
        pipeline.addLast(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                ByteBuf octets = (ByteBuf) message;
                if (isArmed.compareAndSet(true, false)) {
                  int last = octets.writerIndex() - 1;
                  octets.setByte(last, octets.getByte(last) ^ 1);
                }
                ctx.write(message, promise);
              }
            });
      }
    }
  }

  /// Counts what the initiator's TLS gives to the socket.
  private static final class OutgoingBytes implements LinkTap {
    final AtomicLong initiatorBytes = new AtomicLong();

    @Override
    public void outside(ChannelPipeline pipeline) {
      if (pipeline.channel().parent() == null) {
        pipeline.addLast(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                initiatorBytes.addAndGet(((ByteBuf) message).readableBytes());
                ctx.write(message, promise);
              }
            });
      }
    }
  }

  /// Reads CLOSE codes in clear at the initiator, and can spoil the type of its packets.
  private static final class Headers implements LinkTap {
    private final BlockingQueue<Integer> closeCodes = new LinkedBlockingQueue<>();
    volatile boolean spoilPacketHeaders;

    int nextCloseCode() throws InterruptedException {
      Integer code = closeCodes.poll(LinkPair.WAIT_SECONDS, TimeUnit.SECONDS);
      return code == null ? -1 : code;
    }

    @Override
    public void inside(ChannelPipeline pipeline) {
      if (pipeline.channel().parent() != null) {
        return;
      }
      pipeline.addLast(
          new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
              ByteBuf bytes = (ByteBuf) message;
              if (bytes.readableBytes() >= 6 && bytes.getByte(bytes.readerIndex()) == 3) {
                closeCodes.add(bytes.getUnsignedShort(bytes.readerIndex() + 4));
              }
              ctx.fireChannelRead(message);
            }
          },
          new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
              ByteBuf frame = (ByteBuf) message;
              if (spoilPacketHeaders && frame.getByte(frame.readerIndex()) == 0) {
                frame.setByte(frame.readerIndex(), 77);
              }
              ctx.write(message, promise);
            }
          });
    }
  }
}
