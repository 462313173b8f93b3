// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.link;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import nightmail.proto.bytes.ByteReader;
import nightmail.proto.bytes.ByteWriter;
import nightmail.proto.packet.Geometry;

/// What is said on a link: always 32,772 bytes, so that a watcher sees one size
/// (`docs/spec/link.md` L-10).
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 1, 1, 2 | type: 0 PACKET, 1 HELLO, 2 PING, 3 CLOSE; flags 0; 0 |
/// | 4 | 32,768 | body; HELLO and CLOSE end in zero bytes, PING is random |
///
/// Arrays pass into the value, which does not copy them: this is the hot path of a relay.
public sealed interface Frame {
  int PACKET = 0;
  int HELLO = 1;
  int PING = 2;
  int CLOSE = 3;

  /// The type byte.
  int type();

  /// The 32,768 bytes after the frame's header. Those of a packet or PING are the frame's own and
  /// must not be changed.
  byte[] body();

  /// All 32,772 bytes; the caller owns them.
  default byte[] encode() {
    return new ByteWriter(Geometry.FRAME_BYTES).u8(type()).zeros(3).bytes(body()).array();
  }

  /// Reads all 32,772 bytes, which are copied; empty is CLOSE 9.
  static Optional<Frame> decode(byte[] frame) {
    if (frame.length != Geometry.FRAME_BYTES) {
      return Optional.empty();
    }
    int header = (int) new ByteReader(frame).u32();
    return decode(header, Arrays.copyOfRange(frame, Geometry.FRAME_HEADER_BYTES, frame.length));
  }

  /// Reads a frame from its first four bytes, as one big-endian number, and its body, which passes
  /// into the frame. Empty is CLOSE 9: an unknown type, a flag or bytes that must be zero.
  static Optional<Frame> decode(int header, byte[] body) {
    if (body.length != Geometry.PACKET_BYTES || (header & 0x00ff_ffff) != 0) {
      return Optional.empty();
    }
    return switch (header >>> 24) {
      case PACKET -> Optional.of(new Packet(body));
      case HELLO -> Hello.decode(body).map(Greeting::new);
      case PING -> Optional.of(new Ping(body));
      case CLOSE -> Close.decode(body);
      default -> Optional.empty();
    };
  }

  /// A Sphinx packet.
  @SuppressWarnings("ArrayRecordComponent") // ownership passes, see the interface
  record Packet(byte[] body) implements Frame {
    public Packet {
      checkBody(body);
    }

    @Override
    public int type() {
      return PACKET;
    }
  }

  /// The HELLO of a side.
  record Greeting(Hello hello) implements Frame {
    @Override
    public int type() {
      return HELLO;
    }

    @Override
    public byte[] body() {
      return hello.encode();
    }
  }

  /// A sign of life, sent after 60 s of silence (L-9).
  @SuppressWarnings("ArrayRecordComponent") // ownership passes, see the interface
  record Ping(byte[] body) implements Frame {
    public Ping {
      checkBody(body);
    }

    /// A PING of fresh random bytes.
    public static Ping of(RandomGenerator random) {
      byte[] body = new byte[Geometry.PACKET_BYTES];
      random.nextBytes(body);
      return new Ping(body);
    }

    @Override
    public int type() {
      return PING;
    }
  }

  /// The last frame of a side.
  record Close(CloseCode code) implements Frame {
    @Override
    public int type() {
      return CLOSE;
    }

    @Override
    public byte[] body() {
      return new ByteWriter(Geometry.PACKET_BYTES).u16(code.code()).array();
    }

    private static Optional<Frame> decode(byte[] body) {
      ByteReader in = new ByteReader(body);
      Optional<CloseCode> code = CloseCode.of(in.u16());
      in.demandZerosToEnd();
      return in.ok() ? code.map(Close::new) : Optional.empty();
    }
  }

  private static void checkBody(byte[] body) {
    if (body.length != Geometry.PACKET_BYTES) {
      throw new IllegalArgumentException("32,768 bytes wanted, not " + body.length);
    }
  }
}
