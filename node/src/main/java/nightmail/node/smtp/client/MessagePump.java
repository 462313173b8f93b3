// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import nightmail.proto.smtp.ClientInput;

/// Reads a mail on a virtual thread and hands it on in pieces, never more than two ahead of what
/// the connection has taken.
///
/// [#taken] and [#stop] are safe for any thread.
final class MessagePump implements Runnable {
  private static final int PIECE_BYTES = 32_768;
  private static final int PIECES_AHEAD = 2;

  private final MessageSource source;
  private final Consumer<ClientInput> sink;
  private final Semaphore room = new Semaphore(PIECES_AHEAD);
  private volatile boolean isStopped;

  /// @param sink called on the pump's thread; must hand over to the connection's loop
  MessagePump(MessageSource source, Consumer<ClientInput> sink) {
    this.source = source;
    this.sink = sink;
  }

  void start() {
    var _ = Thread.ofVirtual().name("smtp-message").start(this);
  }

  @Override
  public void run() {
    try (InputStream in = source.open()) {
      byte[] piece = in.readNBytes(PIECE_BYTES);
      while (piece.length > 0) {
        room.acquire();
        if (isStopped) {
          return;
        }
        sink.accept(new ClientInput.MessageOctets(piece));
        piece = in.readNBytes(PIECE_BYTES);
      }
      sink.accept(new ClientInput.MessageEnd());
    } catch (IOException unreadable) {
      sink.accept(new ClientInput.MessageBroken());
    } catch (InterruptedException | RejectedExecutionException stopped) {
      isStopped = true;
    }
  }

  /// One piece has gone out.
  void taken() {
    room.release();
  }

  /// Nobody wants the rest.
  void stop() {
    isStopped = true;
    room.release();
  }
}
