// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import nightmail.node.disk.RealDisk;
import nightmail.node.disk.WatchedDisk;
import nightmail.proto.relay.ArrivalState;
import nightmail.proto.relay.OutboundState;
import nightmail.proto.relay.Restored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cuts the power after every step of a life of two messages (SP-1, SP-2, QS-1).
class SpoolCrashTest {
  /// A step of the life, and what both tables then say.
  private record Step(Action action, String outcome) {}

  private interface Action {
    void on(Spool spool) throws Exception;
  }

  /// @param done steps that were answered when the copy was taken
  private record Crash(Path copy, int done) {}

  private static final byte[] SENT = Mails.message(1, 90_000);
  private static final byte[] ARRIVED = Mails.message(2, 300);

  private static final List<Step> LIFE =
      List.of(
          new Step(spool -> {}, "[] []"),
          new Step(spool -> Mails.keep(spool, Mails.parcel(1), SENT), "[QUEUED] []"),
          new Step(
              spool -> Mails.await(spool.setOutbound(Mails.token(1), OutboundState.SENDING)),
              "[SENDING] []"),
          new Step(
              spool ->
                  Mails.await(
                      spool.keepArrival(
                          Mails.token(2), Mails.envelope(), ARRIVED.clone(), Mails.DEADLINE)),
              "[SENDING] [CUSTODY]"),
          new Step(spool -> Mails.await(spool.forgetOutbound(Mails.token(1))), "[] [CUSTODY]"),
          new Step(
              spool ->
                  Mails.await(
                      spool.keepOutcome(Mails.token(2), ArrivalState.FINAL, 2, Mails.records())),
              "[] [FINAL]"),
          new Step(spool -> Mails.await(spool.forgetArrival(Mails.token(2))), "[] []"));

  @TempDir Path state;

  @Test
  void killAtAnyStepKeepsWhatWasAnswered() throws Exception {
    enumerate(false);
  }

  @Test
  void powerCutAtAnyStepKeepsWhatWasAnswered() throws Exception {
    enumerate(true);
  }

  private void enumerate(boolean powerCut) throws Exception {
    for (Crash crash : crashes(powerCut)) {
      try (SqliteSpool spool = Mails.open(crash.copy(), new RealDisk())) {
        Restored restored = spool.restore();
        String found = describe(restored);
        String before = LIFE.get(crash.done()).outcome();
        String after = LIFE.get(Math.min(crash.done() + 1, LIFE.size() - 1)).outcome();

        assertTrue(
            found.equals(before) || found.equals(after),
            () -> found + " after " + before + " in " + crash.copy());
        assertEquals(0, spool.quarantined());
        checkOctets(spool, restored, crash.copy());
      }
    }
  }

  private List<Crash> crashes(boolean powerCut) throws Exception {
    Path folder = state.resolve("spool");
    WatchedDisk disk = new WatchedDisk();
    List<Crash> crashes = new ArrayList<>();
    AtomicInteger done = new AtomicInteger();
    disk.watch(
        () -> {
          Path copy = state.resolve("crash-" + crashes.size());
          disk.copy(folder, copy, powerCut);
          crashes.add(new Crash(copy, done.get()));
        });
    try (SqliteSpool spool = Mails.open(folder, disk)) {
      spool.restore();
      for (int step = 1; step < LIFE.size(); step++) {
        LIFE.get(step).action().on(spool);
        done.set(step);
      }
    }
    assertTrue(crashes.size() > 20, () -> crashes.size() + " crashes");
    return crashes;
  }

  private static String describe(Restored restored) {
    return restored.outbound().stream().map(row -> row.state().name()).toList()
        + " "
        + restored.arrivals().stream().map(row -> row.state().name()).toList();
  }

  private static void checkOctets(Spool spool, Restored restored, Path folder) throws Exception {
    int owners = restored.outbound().size();
    for (var row : restored.outbound()) {
      StoredMail mail = Mails.await(spool.openOutbound(row.token()));
      assertEquals(SENT.length, Mails.octets(mail).length);
    }
    for (var row : restored.arrivals()) {
      if (row.state() == ArrivalState.CUSTODY) {
        owners++;
        StoredMail mail = Mails.await(spool.openArrival(row.token()));
        assertEquals(ARRIVED.length, Mails.octets(mail).length);
      }
    }
    try (Stream<Path> files = Files.list(folder.resolve("octets"))) {
      assertEquals(owners, files.count());
    }
  }
}
