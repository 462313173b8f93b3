// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nightmail.proto.mail.BatchHeader;
import nightmail.proto.mail.BatchProfile;
import nightmail.proto.message.Answer;
import nightmail.proto.message.FragmentLayout;
import nightmail.proto.message.Fragments;
import nightmail.proto.message.ObjectSource;
import nightmail.proto.message.Payload;
import nightmail.proto.message.Token;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.LocalId;
import nightmail.proto.route.Parameters;

/// One exit alone: the test hands it payloads, and reads the answers it sends.
final class LoneExit {
  final PaperCrypto paper = new PaperCrypto();
  final World world;
  final Station station;
  private final Random random = new Random(9);
  private int seen;

  LoneExit() {
    this(Town.quiet());
  }

  LoneExit(Parameters parameters) {
    Town town = Town.of(parameters);
    world = World.alone(town, paper, Station.settings(town, 1), 1);
    station = world.station(0);
  }

  LoneExit(RelaySettings settings) {
    world = World.alone(Town.standard(), paper, settings, 1);
    station = world.station(0);
  }

  /// Lets a payload arrive, and everything happen that follows at once.
  void arrive(Payload payload) {
    arriveBytes(payload.encode());
  }

  void arriveBytes(byte[] payload) {
    station.receive(paper.packet(List.of(leg(0)), new Ending.Exit(), payload));
    world.run(Duration.ofMillis(70));
  }

  PaperCrypto.Leg leg(long delayMillis) {
    return new PaperCrypto.Leg(station.id(), hint(), delayMillis);
  }

  int hint() {
    return (int) (world.view().keyEpochs().at(world.now().wall()) & 0xff);
  }

  /// A SURB of some gateway.
  byte[] surb() {
    PaperCrypto.Leg first = new PaperCrypto.Leg(world.town().id(3), hint(), 0);
    byte[] packet =
        paper.packet(List.of(first), new Ending.Reply(LocalId.draw(random)), new byte[0]);
    return Arrays.copyOf(packet, Geometry.SURB_BYTES);
  }

  List<byte[]> surbs(int count) {
    return random.longs(count).mapToObj(i -> surb()).toList();
  }

  Token token() {
    byte[] token = new byte[32];
    random.nextBytes(token);
    return Token.of(token);
  }

  /// A mail for these recipients as an object.
  Fragments mail(Token token, int octets, String... recipients) {
    return fragments(token, object(token, "m", octets, 300, recipients));
  }

  byte[] object(Token token, String mark, int octets, long leftSeconds, String... recipients) {
    Parcel parcel =
        new Parcel(
            token,
            station.id(),
            BatchProfile.envelope(Letter.envelope(recipients), BatchHeader.Exit.OWN, new Random(1)),
            16,
            world.now().wall().plusSeconds(leftSeconds));
    return Letter.object(parcel, Letter.message(mark, octets));
  }

  static Fragments fragments(Token token, byte[] object) {
    return new Fragments(token, ObjectSource.of(object));
  }

  /// Lets a one-packet mail arrive whole; it is on disk afterwards.
  Token arriveMail() {
    Token token = token();
    arrive(mail(token, 500, "bob@b.example").single(surbs(2)));
    return token;
  }

  /// The first `count` shards of a mail.
  void arriveShards(Fragments mail, int from, int count) {
    for (int i = from; i < from + count; i++) {
      arrive(mail.shard(0, i));
    }
  }

  static int dataShards(Fragments mail) {
    FragmentLayout layout = mail.layout();
    return layout.dataShards(0);
  }

  void poll(Token token) {
    arrive(new Payload.Poll(token, surbs(2)));
  }

  /// All answers that have left.
  List<Answer> answers() {
    return world.sent.stream()
        .map(World.OnLink::packet)
        .filter(p -> paper.ending(p) instanceof Ending.Reply)
        .map(p -> Answer.decode(paper.payload(p)).orElseThrow())
        .toList();
  }

  long firstAnswerNanos() {
    return world.sent.stream()
        .filter(p -> paper.ending(p.packet()) instanceof Ending.Reply)
        .findFirst()
        .orElseThrow()
        .nanos();
  }

  /// Answers since the last call, once `time` has passed.
  List<Answer> answersWithin(Duration time) {
    world.run(time);
    List<Answer> all = answers();
    List<Answer> fresh = all.subList(seen, all.size());
    seen = all.size();
    return fresh;
  }

  List<Answer> answersNow() {
    return answersWithin(Duration.ZERO);
  }

  /// The next answer; the clock goes on until it has left.
  Answer nextAnswer() {
    if (!world.runUntil(() -> answers().size() > seen, Duration.ofMinutes(15))) {
      throw new AssertionError("no answer in time");
    }
    return answers().get(seen++);
  }
}
