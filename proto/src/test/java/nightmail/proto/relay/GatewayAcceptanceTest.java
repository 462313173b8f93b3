// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import nightmail.proto.message.Token;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a gateway answers at the end of DATA.
class GatewayAcceptanceTest {
  private final LoneGateway gateway = new LoneGateway();

  @Test
  @DisplayName("CS-1: no reply before the disk has the mail")
  void nothingIsAnsweredWhileTheDiskWrites() {
    gateway.station.submit("a", 500, "bob@b.example");

    assertEquals(List.of(), gateway.station.all(Effect.AnswerMail.class));
    gateway.world.run(Duration.ofMillis(10));
    assertEquals(250, gateway.world.ledger().of("a").replyCode());
  }

  @Test
  @DisplayName("CS-1: a full disk gets 452 and nothing is sent")
  void mailThatCannotBeKeptIsRefused() {
    gateway.station.disk.full = true;

    gateway.submit("a", 500);

    assertEquals(452, gateway.world.ledger().of("a").replyCode());
    assertEquals(0, gateway.within(Duration.ofSeconds(60)));
  }

  @Test
  void keptMailThatNobodyOfferedGetsNoReply() {
    KeptParcel stray = new KeptParcel(Token.of(new byte[32]), 500);

    List<Effect> effects = gateway.station.on(new Event.MailKept(99, List.of(stray)));

    assertTrue(effects.stream().noneMatch(e -> e instanceof Effect.AnswerMail));
  }

  @Test
  void domainThatNobodyServesGets451() {
    gateway.station.submit("a", 500, "carol@nowhere.example");

    assertEquals(451, gateway.world.ledger().of("a").replyCode());
  }

  @Test
  @DisplayName("M-12: above the exit's size 552, at it 250")
  void mailIsTakenUpToTheSizeOfTheExit() {
    int most = 10_240 * 1_024 - 64 * 1_024;

    assertEquals(List.of(552), replies(most + 1));
    assertEquals(List.of(), replies(most));
  }

  private List<Integer> replies(long octets) {
    Event offer = new Event.MailOffered(7, Letter.envelope("bob@b.example"), octets);
    return new LoneGateway()
        .station.on(offer).stream()
            .filter(Effect.AnswerMail.class::isInstance)
            .map(e -> ((Effect.AnswerMail) e).reply().code())
            .toList();
  }

  @Test
  @DisplayName("M-12: a backlog of 720 slots is full, one less is not")
  void backlogOfTwoHoursRefusesMore() {
    LoneGateway slow = new LoneGateway(Town.quiet().with(Parameter.SLOT_MEAN_MS, 600_000));
    for (int i = 0; i < 720; i++) {
      slow.station.submit("m" + i, 200, "bob@b.example");
    }
    slow.world.run(Duration.ofMillis(10));
    slow.station.submit("at the bound", 200, "bob@b.example");
    slow.world.run(Duration.ofMillis(10));
    slow.station.submit("beyond", 200, "bob@b.example");
    slow.world.run(Duration.ofMillis(10));

    assertEquals(250, slow.world.ledger().of("at the bound").replyCode());
    assertEquals(452, slow.world.ledger().of("beyond").replyCode());
  }

  @Test
  @DisplayName("F-1: each domain of a mail has a parcel and a token of its own")
  void mailForTwoDomainsBecomesTwoParcels() {
    gateway.station.submit("a", 500, "bob@b.example", "amy@a.example", "bea@b.example");
    gateway.world.run(Duration.ofMillis(10));

    List<Parcel> parcels = gateway.station.all(Effect.KeepMail.class).getFirst().parcels();
    List<RelayId> exits = parcels.stream().map(Parcel::exit).sorted().toList();
    assertEquals(
        List.of(gateway.world.town().id(0), gateway.world.town().id(1)).stream().sorted().toList(),
        exits);
    assertNotEquals(parcels.getFirst().token(), parcels.getLast().token());
    assertEquals(1, gateway.station.all(Effect.AnswerMail.class).size());
  }

  @Test
  void withoutAViewMailIsPutOff() {
    World world = new World(Town.standard(), gateway.paper, 1);
    Station blind = world.add(0);

    blind.submit("a", 500, "bob@b.example");

    assertEquals(451, world.ledger().of("a").replyCode());
  }
}
