// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// A handshake with ourselves at start: is the post-quantum group really used, and is a peer
/// without it refused?
///
/// A provider may drop an unknown group in silence (L-4, A38), so no list of names is believed.
final class GroupAssertion {
  private static final int BUFFER_BYTES = 65_536;
  private static final int MAX_ROUNDS = 64;

  private GroupAssertion() {}

  /// @throws IOException if links would not be what they claim
  static void check(LinkIdentity identity, boolean allowClassical) throws IOException {
    try (LinkTls own = LinkTls.of(identity, identity.pin()::equals, allowClassical);
        LinkTls classical =
            LinkTls.withGroups(identity, identity.pin()::equals, List.of("x25519"))) {
      if (!negotiated(own, own).equals(Optional.of(LinkTls.GROUP))) {
        throw new IOException("TLS does not negotiate " + LinkTls.GROUP);
      }
      if (!allowClassical && isAccepted(classical, own)) {
        throw new IOException("TLS accepts peers without " + LinkTls.GROUP);
      }
    }
  }

  private static boolean isAccepted(LinkTls initiator, LinkTls acceptor) {
    try {
      return negotiated(initiator, acceptor).isPresent();
    } catch (SSLException refused) {
      return false;
    }
  }

  /// The group of a handshake in memory.
  static Optional<String> negotiated(LinkTls initiator, LinkTls acceptor) throws SSLException {
    SSLEngine client = initiator.engine(true);
    SSLEngine server = acceptor.engine(false);
    try {
      client.beginHandshake();
      server.beginHandshake();
      ByteBuffer toServer = ByteBuffer.allocate(BUFFER_BYTES).flip();
      ByteBuffer toClient = ByteBuffer.allocate(BUFFER_BYTES).flip();
      for (int round = 0; round < MAX_ROUNDS && !(isDone(client) && isDone(server)); round++) {
        step(client, toClient, toServer);
        step(server, toServer, toClient);
      }
      return isDone(client) && isDone(server) ? LinkTls.group(client) : Optional.empty();
    } finally {
      ReferenceCountUtil.release(client);
      ReferenceCountUtil.release(server);
    }
  }

  private static boolean isDone(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NEED_TASK) {
      for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
        task.run();
      }
    } else if (status == HandshakeStatus.NEED_WRAP) {
      out.compact();
      engine.wrap(ByteBuffer.allocate(0), out);
      out.flip();
    } else if (status == HandshakeStatus.NEED_UNWRAP) { // even of nothing: it goes on after a task
      engine.unwrap(in, ByteBuffer.allocate(BUFFER_BYTES));
    }
  }
}
