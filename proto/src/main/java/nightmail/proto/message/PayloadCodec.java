// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightmail.proto.bytes.ByteReader;
import nightmail.proto.bytes.ByteWriter;
import nightmail.proto.packet.Geometry;

/// Payloads to bytes and back; the layout stands at [Payload].
final class PayloadCodec {
  private static final int SINGLE = 1;
  private static final int SHARD = 2;
  private static final int CONTROL = 3;
  private static final int POLL = 4;

  private PayloadCodec() {}

  static byte[] encode(Payload payload) {
    return switch (payload) {
      case Payload.Single single ->
          write(SINGLE, single, single.objectBytes(), new Place(0, 1, 0, 1, 1), single.object());
      case Payload.Shard shard ->
          write(SHARD, shard, shard.objectBytes(), Place.of(shard), shard.data());
      case Payload.Control control ->
          write(CONTROL, control, control.objectBytes(), Place.of(control), new byte[0]);
      case Payload.Poll poll -> write(POLL, poll, 0, Place.NOWHERE, new byte[0]);
    };
  }

  private static byte[] write(int kind, Payload payload, long objectBytes, Place at, byte[] data) {
    ByteWriter out = new ByteWriter(Geometry.PAYLOAD_BYTES);
    out.u8(Payload.VERSION).u8(kind).u16(0).fixed32(payload.token().value()).u64(objectBytes);
    out.u16(at.chunk).u16(at.chunks).u16(at.index).u16(at.k).u16(at.n);
    out.u8(payload.surbs().size()).zeros(9);
    payload.surbs().forEach(out::bytes);
    return out.bytes(data).array();
  }

  static Optional<Payload> decode(byte[] payload) {
    if (payload.length != Geometry.PAYLOAD_BYTES) {
      return Optional.empty();
    }
    ByteReader in = new ByteReader(payload);
    in.demand(in.u8() == Payload.VERSION);
    int kind = in.u8();
    in.demand(in.u16() == 0);
    Token token = new Token(in.fixed32());
    long objectBytes = in.u64();
    Place place = new Place(in.u16(), in.u16(), in.u16(), in.u16(), in.u16());
    int surbs = in.u8();
    in.demandZeros(9);
    in.demand(surbs <= Payload.MAX_SURBS && (surbs == 0) == (kind == SHARD));
    return in.ok() ? decode(kind, token, objectBytes, place, surbs, in) : Optional.empty();
  }

  private static Optional<Payload> decode(
      int kind, Token token, long objectBytes, Place place, int surbs, ByteReader in) {
    return switch (kind) {
      case SINGLE -> single(token, objectBytes, place, surbs, in);
      case SHARD -> shard(token, objectBytes, place, in);
      case CONTROL -> control(token, objectBytes, place, surbs, in);
      case POLL -> poll(token, objectBytes, place, surbs, in);
      default -> Optional.empty();
    };
  }

  private static Optional<Payload> single(
      Token token, long objectBytes, Place place, int count, ByteReader in) {
    if (!place.equals(new Place(0, 1, 0, 1, 1))
        || !FragmentLayout.isValid(objectBytes)
        || objectBytes > Payload.Single.room(count)) {
      return Optional.empty();
    }
    List<byte[]> surbs = surbs(in, count);
    byte[] object = in.bytes((int) objectBytes);
    in.demandZerosToEnd();
    return in.ok() ? Optional.of(new Payload.Single(token, surbs, object)) : Optional.empty();
  }

  private static Optional<Payload> shard(
      Token token, long objectBytes, Place place, ByteReader in) {
    if (!Payload.Shard.exists(objectBytes, place.chunk, place.index)) {
      return Optional.empty();
    }
    byte[] data = in.bytes(Geometry.SHARD_BYTES);
    Payload.Shard shard = new Payload.Shard(token, objectBytes, place.chunk, place.index, data);
    return place.equals(Place.of(shard)) ? Optional.of(shard) : Optional.empty();
  }

  private static Optional<Payload> control(
      Token token, long objectBytes, Place place, int count, ByteReader in) {
    if (!FragmentLayout.isValid(objectBytes)) {
      return Optional.empty();
    }
    Payload.Control control = new Payload.Control(token, objectBytes, surbs(in, count));
    in.demandZerosToEnd();
    in.demand(place.equals(Place.of(control)));
    return in.ok() ? Optional.of(control) : Optional.empty();
  }

  private static Optional<Payload> poll(
      Token token, long objectBytes, Place place, int count, ByteReader in) {
    Payload.Poll poll = new Payload.Poll(token, surbs(in, count));
    in.demandZerosToEnd();
    in.demand(objectBytes == 0 && place.equals(Place.NOWHERE));
    return in.ok() ? Optional.of(poll) : Optional.empty();
  }

  private static List<byte[]> surbs(ByteReader in, int count) {
    List<byte[]> surbs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      surbs.add(in.bytes(Geometry.SURB_BYTES));
    }
    return surbs;
  }

  /// Where a fragment belongs, as its header says it.
  private record Place(int chunk, int chunks, int index, int k, int n) {
    static final Place NOWHERE = new Place(0, 0, 0, 0, 0);

    static Place of(Payload.Shard shard) {
      FragmentLayout layout = FragmentLayout.of(shard.objectBytes()).orElseThrow();
      int chunk = shard.chunk();
      return new Place(
          chunk, layout.chunks(), shard.index(), layout.dataShards(chunk), layout.shards(chunk));
    }

    static Place of(Payload.Control control) {
      FragmentLayout layout = FragmentLayout.of(control.objectBytes()).orElseThrow();
      return new Place(0, layout.chunks(), 0, 0, 0);
    }
  }
}
