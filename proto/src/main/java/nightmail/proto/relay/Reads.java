// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import nightmail.proto.message.Token;

/// Reads from the spool that are out, and what happens with the data.
///
/// Owned by the relay core thread.
final class Reads {
  private final Outbox outbox;
  private final Map<Long, Consumer<byte[]>> out = new LinkedHashMap<>();
  private long lastRead;

  Reads(Outbox outbox) {
    this.outbox = outbox;
  }

  void ask(Token token, int chunk, int index, Consumer<byte[]> then) {
    long read = ++lastRead;
    out.put(read, then);
    outbox.put(new Effect.ReadData(read, token, chunk, index));
  }

  /// Continues where `read` was asked for; no data ends it, and the retransmission heals that.
  void done(long read, byte[] data) {
    Consumer<byte[]> then = out.remove(read);
    if (then != null && data.length > 0) {
      then.accept(data);
    }
  }
}
