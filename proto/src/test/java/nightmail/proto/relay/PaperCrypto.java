// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.packet.DropReason;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.Hop;
import nightmail.proto.packet.MixKey;
import nightmail.proto.packet.Opened;
import nightmail.proto.packet.Packet;
import nightmail.proto.packet.RelayId;
import nightmail.proto.packet.Slot;
import nightmail.proto.packet.SurbRecord;
import nightmail.proto.packet.Unwrapped;

/// Packets without cryptography: a packet carries the number of a journey that is kept here, so a
/// thousand of them cost what one real one does.
///
/// | offset | bytes | meaning |
/// |---|---|---|
/// | 0 | 4 | prefix as in a real packet |
/// | 4 | 8 | journey |
/// | 12 | 1, 1, 1 | position on it; whether the header, the body was changed |
final class PaperCrypto implements Performer {
  private static final int JOURNEY_AT = 4;
  private static final int POSITION_AT = 12;
  private static final int HEADER_CHANGED_AT = 13;
  private static final int BODY_CHANGED_AT = 14;
  private static final byte[] NOISE = new byte[Geometry.PAYLOAD_BYTES];

  /// One stop of a journey.
  record Leg(RelayId relay, int hint, long delayMillis) {}

  private static final class Journey {
    private final List<Leg> legs;
    private final Ending ending;
    private byte[] payload;

    private Journey(List<Leg> legs, Ending ending, byte[] payload) {
      this.legs = legs;
      this.ending = ending;
      this.payload = payload;
    }
  }

  private final Map<Long, Journey> journeys = new HashMap<>();

  /// Bodies opened so far, by any relay.
  int bodiesOpened;

  @Override
  public Outcome perform(Work<?> work) {
    return switch (work) {
      case Work.OpenHeader(byte[] packet, MixKey key) ->
          new Outcome.HeaderOpened(openHeader(packet, key));
      case Work.OpenBody(Opened.Routed routed) -> new Outcome.BodyOpened(openBody(routed));
      case Work.MakePacket(Making making) -> make(making);
      case Work.UseSurb(byte[] surb, byte[] payload) -> new Outcome.SurbUsed(use(surb, payload));
      case Work.OpenReply(SurbRecord _, byte[] body) -> new Outcome.ReplyOpened(openReply(body));
      case Work.OpenObject(var set) -> new Outcome.ObjectOpened(ArrivedObject.of(set));
    };
  }

  /// A packet at the start of a journey over `legs`.
  byte[] packet(List<Leg> legs, Ending ending, byte[] payload) {
    long number = journeys.size() + 1L;
    journeys.put(number, new Journey(List.copyOf(legs), ending, payload));
    byte[] packet = new byte[Geometry.PACKET_BYTES];
    head(packet, legs.getFirst().hint(), number);
    return packet;
  }

  /// The payload of the packet, whoever may read it.
  byte[] payload(byte[] packet) {
    return journey(packet).payload;
  }

  Ending ending(byte[] packet) {
    return journey(packet).ending;
  }

  List<Leg> legs(byte[] packet) {
    return journey(packet).legs;
  }

  /// The packet as the last relay of its path gets it.
  byte[] atLastHop(byte[] packet) {
    Journey journey = journey(packet);
    byte[] last = packet.clone();
    last[POSITION_AT] = (byte) (journey.legs.size() - 1);
    last[2] = (byte) journey.legs.getLast().hint();
    return last;
  }

  static byte[] withChangedHeader(byte[] packet) {
    byte[] changed = packet.clone();
    changed[HEADER_CHANGED_AT] = 1;
    return changed;
  }

  static byte[] withChangedBody(byte[] packet) {
    byte[] changed = packet.clone();
    changed[BODY_CHANGED_AT] = 1;
    return changed;
  }

  /// The packet that takes `payload` home by a SURB; empty if it is none of ours.
  Optional<Packet> use(byte[] surb, byte[] payload) {
    Journey journey = journeys.get(ByteBuffer.wrap(surb).getLong(JOURNEY_AT));
    if (journey == null) {
      return Optional.empty();
    }
    journey.payload = payload;
    byte[] packet = new byte[Geometry.PACKET_BYTES];
    System.arraycopy(surb, 0, packet, 0, JOURNEY_AT + Long.BYTES);
    return Optional.of(new Packet(journey.legs.getFirst().relay(), packet));
  }

  private Journey journey(byte[] packet) {
    Journey journey = journeys.get(ByteBuffer.wrap(packet).getLong(JOURNEY_AT));
    if (journey == null) {
      throw new IllegalStateException("no such journey");
    }
    return journey;
  }

  private static void head(byte[] bytes, int hint, long journey) {
    bytes[0] = Geometry.SUITE;
    bytes[1] = Geometry.VERSION;
    bytes[2] = (byte) hint;
    ByteBuffer.wrap(bytes).putLong(JOURNEY_AT, journey);
  }

  private Opened openHeader(byte[] packet, MixKey key) {
    Journey journey = journeys.get(ByteBuffer.wrap(packet).getLong(JOURNEY_AT));
    int position = packet[POSITION_AT];
    if (journey == null
        || packet[HEADER_CHANGED_AT] != 0
        || position >= journey.legs.size()
        || journey.legs.get(position).hint() != key.hint()) {
      return new Opened.Rejected(DropReason.HEADER_MAC);
    }
    byte[] tag = new byte[16];
    System.arraycopy(packet, JOURNEY_AT, tag, 0, Long.BYTES + 1);
    Slot slot = slot(journey, position);
    if (slot instanceof Slot.Relay(var _, int nextHint, long _)) {
      packet[POSITION_AT]++;
      packet[2] = (byte) nextHint;
    }
    return new Opened.Routed(tag, slot, packet, new byte[32]);
  }

  private static Slot slot(Journey journey, int position) {
    long delay = journey.legs.get(position).delayMillis();
    if (position < journey.legs.size() - 1) {
      Leg next = journey.legs.get(position + 1);
      return new Slot.Relay(next.relay(), next.hint(), delay);
    }
    return switch (journey.ending) {
      case Ending.Exit _ -> new Slot.Exit(delay);
      case Ending.Reply(var id) -> new Slot.Reply(id, delay);
      case Ending.Loop(var id) -> new Slot.Loop(id, delay);
    };
  }

  private Unwrapped openBody(Opened.Routed routed) {
    bodiesOpened++;
    byte[] packet = routed.packet();
    boolean changed = packet[BODY_CHANGED_AT] != 0;
    return switch (routed.slot()) {
      case Slot.Relay(var next, int _, long delay) -> new Unwrapped.Forward(next, delay, packet);
      case Slot.Reply(var id, long delay) -> new Unwrapped.ReplyArrived(id, delay, packet);
      case Slot.Exit(long delay) ->
          changed
              ? new Unwrapped.Dropped(DropReason.BODY_TAG)
              : new Unwrapped.Deliver(delay, payload(packet).clone());
      case Slot.Loop(var id, long delay) ->
          changed
              ? new Unwrapped.Dropped(DropReason.BODY_TAG)
              : new Unwrapped.LoopReturned(id, delay);
    };
  }

  private Optional<byte[]> openReply(byte[] body) {
    return body[BODY_CHANGED_AT] != 0 ? Optional.empty() : Optional.of(payload(body));
  }

  private Outcome.PacketMade make(Making making) {
    List<byte[]> surbs = new ArrayList<>();
    List<SurbRecord> records = new ArrayList<>();
    for (Making.SurbPlan plan : making.surbs()) {
      byte[] packet = packet(legs(plan.hops()), new Ending.Reply(plan.id()), new byte[0]);
      byte[] surb = new byte[Geometry.SURB_BYTES];
      System.arraycopy(packet, 0, surb, 0, JOURNEY_AT + Long.BYTES);
      surbs.add(surb);
      records.add(new SurbRecord(plan.id(), SecretBytes.copyOf(new byte[32]), List.of()));
    }
    byte[] payload =
        switch (making.contents()) {
          case Contents.Noise _ -> NOISE;
          case Contents.ForExit contents -> contents.with(surbs).encode();
        };
    List<Leg> legs = legs(making.hops());
    byte[] packet = packet(legs, making.ending(), payload);
    return new Outcome.PacketMade(legs.getFirst().relay(), packet, records);
  }

  private static List<Leg> legs(List<Hop> hops) {
    return hops.stream().map(h -> new Leg(h.id(), h.hint(), h.delayMillis())).toList();
  }
}
