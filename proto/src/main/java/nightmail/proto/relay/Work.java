// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.ArrayList;
import java.util.List;
import nightmail.proto.message.Reassembly;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.MadeSurb;
import nightmail.proto.packet.MixKey;
import nightmail.proto.packet.Opened;
import nightmail.proto.packet.Packet;
import nightmail.proto.packet.PacketBuilder;
import nightmail.proto.packet.Surb;
import nightmail.proto.packet.SurbRecord;

/// Cryptography the core wants done, away from its thread. Each is a pure function of its fields
/// and the bench it is done on.
///
/// @param <O> what comes of it
public sealed interface Work<O extends Outcome> {
  O perform(Bench bench);

  /// Stages U-4, U-5 and U-7. The packet array passes into the record.
  @SuppressWarnings("ArrayRecordComponent") // ownership passes, as said above
  record OpenHeader(byte[] packet, MixKey key) implements Work<Outcome.HeaderOpened> {
    @Override
    public Outcome.HeaderOpened perform(Bench bench) {
      return new Outcome.HeaderOpened(bench.headers().open(packet, key));
    }
  }

  /// Stages U-9 and U-10.
  record OpenBody(Opened.Routed routed) implements Work<Outcome.BodyOpened> {
    @Override
    public Outcome.BodyOpened perform(Bench bench) {
      return new Outcome.BodyOpened(bench.bodies().open(routed));
    }
  }

  /// Steps H-1 to H-7, with the SURBs inside.
  record MakePacket(Making making) implements Work<Outcome.PacketMade> {
    @Override
    public Outcome.PacketMade perform(Bench bench) {
      PacketBuilder builder = bench.builder();
      List<byte[]> surbs = new ArrayList<>();
      List<SurbRecord> records = new ArrayList<>();
      for (Making.SurbPlan plan : making.surbs()) {
        MadeSurb made = builder.surb(plan.hops(), plan.id(), bench.random());
        surbs.add(made.surb().toBytes());
        records.add(made.record());
      }
      byte[] payload =
          switch (making.contents()) {
            case Contents.Noise _ -> noise(bench);
            case Contents.ForExit contents -> contents.with(surbs).encode();
          };
      Packet packet = builder.build(making.hops(), making.ending(), payload, bench.random());
      return new Outcome.PacketMade(packet.first(), packet.bytes(), records);
    }

    private static byte[] noise(Bench bench) {
      byte[] noise = new byte[Geometry.PAYLOAD_BYTES];
      bench.random().nextBytes(noise);
      return noise;
    }
  }

  /// S-2. The arrays pass into the record.
  @SuppressWarnings("ArrayRecordComponent") // ownership passes, as said above
  record UseSurb(byte[] surb, byte[] payload) implements Work<Outcome.SurbUsed> {
    @Override
    public Outcome.SurbUsed perform(Bench bench) {
      return new Outcome.SurbUsed(
          Surb.parse(surb, 0).map(parsed -> parsed.use(payload, bench.engine())));
    }
  }

  /// S-3. The body array passes into the record.
  @SuppressWarnings("ArrayRecordComponent") // ownership passes, as said above
  record OpenReply(SurbRecord record, byte[] body) implements Work<Outcome.ReplyOpened> {
    @Override
    public Outcome.ReplyOpened perform(Bench bench) {
      return new Outcome.ReplyOpened(record.open(body, bench.engine()));
    }
  }

  /// Decodes a complete set of fragments and reads the mail in it (XS-2).
  record OpenObject(Reassembly set) implements Work<Outcome.ObjectOpened> {
    @Override
    public Outcome.ObjectOpened perform(Bench bench) {
      return new Outcome.ObjectOpened(ArrivedObject.of(set));
    }
  }
}
