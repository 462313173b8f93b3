// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.child;

import static nightmail.proto.packet.Geometry.BODY_BYTES;
import static nightmail.proto.packet.Geometry.HEADER_BYTES;
import static nightmail.proto.packet.Geometry.PAYLOAD_BYTES;
import static nightmail.proto.packet.Geometry.TAG_BYTES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nightmail.deploy.trace.ClearBodies;
import nightmail.proto.packet.MadeSurb;
import nightmail.proto.packet.Packet;
import nightmail.proto.packet.SurbRecord;
import nightmail.proto.relay.Bench;
import nightmail.proto.relay.Contents;
import nightmail.proto.relay.Making;
import nightmail.proto.relay.Outcome;
import nightmail.proto.relay.Work;

/// The work of a relay that seals no bodies: headers are right, bodies lie open.
final class Unsealed {
  private Unsealed() {}

  static Outcome perform(Work<?> work, Bench bench) {
    return switch (work) {
      case Work.MakePacket(Making making) -> make(making, bench);
      case Work.OpenBody(var routed) -> new Outcome.BodyOpened(new ClearBodies().open(routed));
      case Work.UseSurb use -> use(use, bench);
      case Work.OpenReply(SurbRecord _, byte[] body) ->
          new Outcome.ReplyOpened(Optional.of(Arrays.copyOfRange(body, TAG_BYTES, BODY_BYTES)));
      case Work.OpenHeader _, Work.OpenObject _ -> work.perform(bench);
    };
  }

  private static Outcome make(Making making, Bench bench) {
    List<byte[]> surbs = new ArrayList<>();
    List<SurbRecord> records = new ArrayList<>();
    for (Making.SurbPlan plan : making.surbs()) {
      MadeSurb made = bench.builder().surb(plan.hops(), plan.id(), bench.random());
      surbs.add(made.surb().toBytes());
      records.add(made.record());
    }
    byte[] payload =
        switch (making.contents()) {
          case Contents.Noise _ -> new byte[PAYLOAD_BYTES];
          case Contents.ForExit contents -> contents.with(surbs).encode();
        };
    Packet packet = bench.builder().build(making.hops(), making.ending(), payload, bench.random());
    lay(payload, packet.bytes());
    return new Outcome.PacketMade(packet.first(), packet.bytes(), records);
  }

  private static Outcome use(Work.UseSurb use, Bench bench) {
    Outcome.SurbUsed used = use.perform(bench);
    used.packet().ifPresent(packet -> lay(use.payload(), packet.bytes()));
    return used;
  }

  /// Puts zero tag and payload in the clear where the sealed body was.
  private static void lay(byte[] payload, byte[] packet) {
    Arrays.fill(packet, HEADER_BYTES, HEADER_BYTES + TAG_BYTES, (byte) 0);
    System.arraycopy(payload, 0, packet, HEADER_BYTES + TAG_BYTES, PAYLOAD_BYTES);
  }
}
