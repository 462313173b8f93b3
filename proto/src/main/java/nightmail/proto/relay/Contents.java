// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.List;
import nightmail.proto.message.Payload;
import nightmail.proto.message.Token;

/// What a packet is about, before the SURBs that go with it exist.
public sealed interface Contents {
  /// Random bytes: a loop.
  record Noise() implements Contents {}

  /// Something for an exit.
  sealed interface ForExit extends Contents {
    /// The payload with these SURBs in it.
    Payload with(List<byte[]> surbs);
  }

  /// A whole object. The array passes into the record.
  @SuppressWarnings("ArrayRecordComponent") // ownership passes, as said above
  record Whole(Token token, byte[] object) implements ForExit {
    @Override
    public Payload with(List<byte[]> surbs) {
      return new Payload.Single(token, surbs, object);
    }
  }

  /// One shard of a longer object. The array passes into the record.
  @SuppressWarnings("ArrayRecordComponent") // ownership passes, as said above
  record Shard(Token token, long objectBytes, int chunk, int index, byte[] data)
      implements ForExit {
    @Override
    public Payload with(List<byte[]> surbs) {
      return new Payload.Shard(token, objectBytes, chunk, index, data);
    }
  }

  /// SURBs for an object that travels in shards.
  record Control(Token token, long objectBytes) implements ForExit {
    @Override
    public Payload with(List<byte[]> surbs) {
      return new Payload.Control(token, objectBytes, surbs);
    }
  }

  /// A question for the state of a token.
  record Poll(Token token) implements ForExit {
    @Override
    public Payload with(List<byte[]> surbs) {
      return new Payload.Poll(token, surbs);
    }
  }
}
