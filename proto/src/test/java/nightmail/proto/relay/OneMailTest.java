// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import nightmail.proto.packet.RelayId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The day of one mail, told with events: from DATA to the moment its gateway forgets it, through
/// real packets.
class OneMailTest {
  private static World world;
  private static Station sender;
  private static Station exit;

  @BeforeAll
  static void letOneMailTravel() {
    world = new World(Town.standard(), Performer.real(1), 1);
    for (int i = 0; i < Town.RELAYS; i++) {
      world.add(i);
    }
    world.start();
    sender = world.station(0);
    exit = world.station(1);
    sender.submit("hello", 2_000, "bob@b.example");
    world.runUntil(() -> !sender.all(Effect.ForgetOutbound.class).isEmpty(), Duration.ofMinutes(5));
  }

  /// CS-1.
  @Test
  void theReplyIs250AndComesOnlyWhenTheMailIsKept() {
    assertEquals(250, world.ledger().of("hello").replyCode());
    assertInOrder(sender, Effect.KeepMail.class, Event.MailKept.class, Effect.AnswerMail.class);
  }

  /// CS-2, CS-3: the first packet is made from the disk, after the 250.
  @Test
  void theLetterIsReadInASlotAfterTheReply() {
    assertInOrder(sender, Effect.AnswerMail.class, Effect.ReadData.class, Event.DataRead.class);
    assertEquals(
        List.of(OutboundState.SENDING, OutboundState.WAITING, OutboundState.CUSTODY),
        sender.all(Effect.NoteOutbound.class).stream().map(Effect.NoteOutbound::state).toList());
  }

  @Test
  void threeMixesAndTheExitAreOnItsWay() {
    List<RelayId> way = letter().hops().stream().map(h -> h.id()).toList();

    assertEquals(4, way.stream().distinct().count());
    assertEquals(exit.id(), way.getLast());
    assertFalse(way.contains(sender.id()));
  }

  /// each of the four relays waited for its disk.
  @Test
  void theLetterArrivesNoSoonerThanFourTagsCanBeWritten() {
    long left = sender.firstNanos(Event.DataRead.class);
    long arrived = exit.firstNanos(Effect.KeepArrival.class);

    assertTrue(arrived - left >= 4 * Station.SYNC_NANOS);
  }

  /// XS-2, CS-17.
  @Test
  void theExitAnswersOnlyWhenTheMailIsOnDisk() {
    assertInOrder(exit, Effect.KeepArrival.class, Event.ArrivalKept.class, Effect.Deliver.class);
    assertEquals(0, surbsUsedBefore(exit, exit.firstNanos(Event.ArrivalKept.class)));
  }

  /// XS-8, XS-9, CS-12.
  @Test
  void theOutcomeIsOnDiskBeforeTheSenderHearsOfItAndForgets() {
    assertInOrder(
        exit,
        Effect.Deliver.class,
        Event.DeliveryEnded.class,
        Effect.KeepOutcome.class,
        Event.OutcomeKept.class);
    assertTrue(
        sender.firstNanos(Effect.ForgetOutbound.class) > exit.firstNanos(Event.OutcomeKept.class));
    assertEquals(0, sender.core().outboundMessages());
    assertEquals(new Ledger.Entry(250, 1, 0), world.ledger().of("hello"));
  }

  @Test
  void nothingIsLeftOnTheSendersDisk() {
    assertTrue(sender.disk.outgoing.isEmpty());
    assertEquals(ArrivalState.FINAL, exit.disk.arrived.values().iterator().next().row().state());
  }

  /// Nobody dropped anything.
  @Test
  void noRelayDroppedAPacket() {
    for (int i = 0; i < Town.RELAYS; i++) {
      assertEquals(List.of(), world.station(i).drops());
    }
  }

  private static Making letter() {
    return sender.all(Effect.Compute.class).stream()
        .map(Effect.Compute::what)
        .filter(Work.MakePacket.class::isInstance)
        .map(w -> ((Work.MakePacket) w).making())
        .filter(m -> m.contents() instanceof Contents.Whole)
        .findFirst()
        .orElseThrow();
  }

  private static long surbsUsedBefore(Station station, long nanos) {
    return station.steps.stream()
        .filter(s -> s.nanos() < nanos)
        .filter(s -> s.what() instanceof Effect.Compute(long _, Work.UseSurb _))
        .count();
  }

  private static void assertInOrder(Station station, Class<?>... kinds) {
    long last = Long.MIN_VALUE;
    int at = -1;
    for (Class<?> kind : kinds) {
      int index = indexOf(station, kind);
      assertTrue(index > at, kind.getSimpleName() + " came too early");
      at = index;
      assertTrue(station.steps.get(index).nanos() >= last);
      last = station.steps.get(index).nanos();
    }
  }

  private static int indexOf(Station station, Class<?> kind) {
    for (int i = 0; i < station.steps.size(); i++) {
      if (kind.isInstance(station.steps.get(i).what())) {
        return i;
      }
    }
    throw new AssertionError("no " + kind.getSimpleName());
  }
}
