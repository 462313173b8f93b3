// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Duration;
import java.util.List;
import nightmail.proto.message.Answer;
import nightmail.proto.message.Payload;
import nightmail.proto.message.RecipientRecord;
import nightmail.proto.message.Token;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameters;

/// One gateway alone: the test reads what it sends and answers in the exit's place.
final class LoneGateway {
  static final Duration LONG = Duration.ofMinutes(15);

  final PaperCrypto paper = new PaperCrypto();
  final World world;
  final Station station;
  private int seen;

  LoneGateway() {
    this(Town.quiet());
  }

  LoneGateway(Parameters parameters) {
    Town town = Town.of(parameters);
    world = World.alone(town, paper, Station.settings(town, 0), 0);
    station = world.station(0);
  }

  RelayId exit() {
    return world.town().id(1);
  }

  /// Hands in a letter to bob and waits for its 250.
  void submit(String mark, int octets) {
    station.submit(mark, octets, "bob@b.example");
    world.run(Duration.ofMillis(10));
  }

  /// Everything for exits that has left so far.
  List<Payload> letters() {
    return world.sent.stream()
        .map(World.OnLink::packet)
        .filter(p -> paper.ending(p) instanceof Ending.Exit)
        .map(p -> Payload.decode(paper.payload(p)).orElseThrow())
        .toList();
  }

  /// The next packet for an exit; the clock goes on until it has left.
  Payload next() {
    if (!world.runUntil(() -> letters().size() > seen, LONG)) {
      throw new AssertionError("nothing left in time");
    }
    return letters().get(seen++);
  }

  /// Packets for an exit that leave within `time`.
  int within(Duration time) {
    world.run(time);
    int more = letters().size() - seen;
    seen += more;
    return more;
  }

  Token token() {
    return station.all(Effect.KeepMail.class).getFirst().parcels().getFirst().token();
  }

  /// Lets `answer` come home by `surb`.
  void answer(byte[] surb, Answer answer) {
    byte[] packet = paper.use(surb, answer.encode()).orElseThrow().bytes();
    long before = replies();
    station.receive(paper.atLastHop(packet));
    if (!world.runUntil(() -> replies() > before, Duration.ofSeconds(20))) {
      throw new AssertionError("the answer was not read");
    }
    seen = letters().size();
  }

  private long replies() {
    return station.all(Event.Computed.class).stream()
        .filter(c -> c.outcome() instanceof Outcome.ReplyOpened)
        .count();
  }

  static RecipientRecord delivered(int recipient) {
    return new RecipientRecord(recipient, RecipientRecord.Action.DELIVERED, 2, 0, 0, 250, 0);
  }

  static RecipientRecord failed(int recipient) {
    return new RecipientRecord(recipient, RecipientRecord.Action.FAILED, 5, 1, 1, 550, 1);
  }

  List<OutboundState> states() {
    return station.all(Effect.NoteOutbound.class).stream().map(Effect.NoteOutbound::state).toList();
  }
}
