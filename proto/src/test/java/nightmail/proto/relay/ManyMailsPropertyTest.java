// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.Random;
import nightmail.proto.Seeds;
import nightmail.proto.packet.Ending;
import nightmail.proto.smtp.RecipientOutcome.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// T-1: whatever links do, each 250 ends in exactly one delivery or one report.
class ManyMailsPropertyTest {
  /// Lifetime, grace and the wait for a slot.
  private static final Duration ENOUGH = Duration.ofSeconds(800);

  private static World world(PaperCrypto paper, Random random) {
    World world = World.whole(paper, random.nextInt(1 << 30));
    world.recording = false;
    return world;
  }

  private static int mails(World world, Random random) {
    int mails = 1 + random.nextInt(3);
    for (int i = 0; i < mails; i++) {
      int octets = random.nextInt(4) == 0 ? 60_000 : 300 + random.nextInt(14_000);
      world.station(0).submit("m" + i, octets, "bob@b.example");
      world.run(Duration.ofMillis(random.nextInt(3_000)));
    }
    return mails;
  }

  private static void assertOneEndEach(World world, int mails) {
    boolean over = world.runUntil(() -> world.station(0).core().outboundMessages() == 0, ENOUGH);
    assertTrue(over, "the gateway still waits");
    world.run(Duration.ofSeconds(60));
    for (int i = 0; i < mails; i++) {
      Ledger.Entry entry = world.ledger().of("m" + i);
      assertTrue(entry.isAccepted());
      assertEquals(1, entry.ends(), "ends of m" + i + ": " + entry);
    }
  }

  @Test
  @DisplayName("T-1: loss, reordering and duplicates of packets and answers")
  void everyAcceptedMailHasOneEnd() {
    Seeds.forEach(
        200,
        random -> {
          World world = world(new PaperCrypto(), random);
          world.weather =
              new World.Weather(
                  random.nextDouble() * 0.12,
                  random.nextDouble() * 0.3,
                  1 + random.nextInt(2_000_000_000));

          int mails = mails(world, random);

          assertOneEndEach(world, mails);
        });
  }

  @Test
  @DisplayName("A23: with every answer lost the mail is sent to its server once")
  void lostAnswersCauseNoDuplicate() {
    Seeds.forEach(
        10,
        random -> {
          PaperCrypto paper = new PaperCrypto();
          World world = world(paper, random);
          world.hijack = packet -> paper.ending(packet) instanceof Ending.Reply;
          world.station(0).submit("m", 500, "bob@b.example");

          world.run(Duration.ofSeconds(800));

          assertEquals(1, world.ledger().of("m").deliveries());
          assertEquals(1, world.ledger().of("m").reports(), "the sender hears that it is unknown");
        });
  }

  @Test
  @DisplayName("CL-8: servers that put mail off or refuse it change nothing in that")
  void deferralsAndFailuresHaveOneEndToo() {
    Seeds.forEach(
        30,
        random -> {
          World world = world(new PaperCrypto(), random);
          world.weather = new World.Weather(0.05, 0.05, 100_000_000);
          world.mta().refusals.addAll(Collections.nCopies(random.nextInt(4), Verdict.DEFERRED));
          if (random.nextBoolean()) {
            world.mta().refusals.add(Verdict.FAILED);
          }

          int mails = mails(world, random);

          assertOneEndEach(world, mails);
        });
  }

  @Test
  @DisplayName("T-1, A24: a gateway or an exit that crashes loses nothing")
  void crashesLoseNoMail() {
    Seeds.forEach(
        40,
        random -> {
          World world = world(new PaperCrypto(), random);
          world.weather = new World.Weather(0.03, 0.05, 100_000_000);
          int mails = mails(world, random);
          for (int i = 0; i < 3; i++) {
            world.run(Duration.ofMillis(random.nextInt(8_000)));
            Station victim = world.station(random.nextInt(2));
            victim.crash();
            world.run(Duration.ofMillis(random.nextInt(5_000)));
            victim.start();
          }

          boolean over =
              world.runUntil(() -> world.station(0).core().outboundMessages() == 0, ENOUGH);

          assertTrue(over, "the gateway still waits");
          for (int i = 0; i < mails; i++) {
            Ledger.Entry entry = world.ledger().of("m" + i);
            assertTrue(!entry.isAccepted() || entry.ends() >= 1, "m" + i + " is lost: " + entry);
          }
        });
  }
}
