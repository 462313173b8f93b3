// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import nightmail.node.disk.Disk;
import nightmail.node.disk.RealDisk;
import nightmail.node.disk.WatchedDisk;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.packet.MixKey;
import nightmail.proto.replay.KeyPlan;
import nightmail.proto.replay.ReplayTable.Insertion;
import nightmail.proto.time.KeyEpochs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final KeyEpochs EPOCHS =
      new KeyEpochs(
          START, 10, Duration.ofDays(1), HOUR, Duration.ofHours(4), Duration.ofMinutes(10));
  private static final SecretBytes STORAGE_KEY = SecretBytes.draw(32, new SecureRandom());

  @TempDir Path state;

  private static KeyRing ring(Path folder, Disk disk) throws IOException {
    KeyRingSettings settings = new KeyRingSettings(folder, 1 << 20, Duration.ZERO);
    return new KeyRing(settings, STORAGE_KEY, disk, new SecureRandom());
  }

  private static KeyChanges tend(KeyRing ring, Instant now) throws IOException {
    return ring.tend(EPOCHS, HOUR, now, now);
  }

  private static byte[] tag(int number) {
    byte[] tag = new byte[16];
    Arrays.fill(tag, (byte) number);
    tag[0] = 1;
    return tag;
  }

  private static void append(KeyRing ring, long keyEpoch, int number) throws Exception {
    ring.append(keyEpoch, 0, tag(number)).toCompletableFuture().get();
  }

  private static List<byte[]> seeds(List<LiveKey> keys) {
    return keys.stream().map(key -> key.key().pair().seed().exposedBytes().clone()).toList();
  }

  private Path mix() {
    return state.resolve("mix");
  }

  /// KF-2, R-4: keys and every synced tag are there again before the port opens.
  @Test
  void restartKeepsKeysAndTags() throws Exception {
    List<byte[]> seeds;
    try (KeyRing ring = ring(mix(), new RealDisk())) {
      assertEquals(List.of(), ring.load());
      KeyChanges first = tend(ring, START);
      seeds = seeds(first.made());
      assertEquals(2, seeds.size());
      append(ring, 10, 1);
      append(ring, 10, 2);
      append(ring, 11, 3);
    }

    try (KeyRing ring = ring(mix(), new RealDisk())) {
      List<LiveKey> loaded = ring.load();

      assertEquals(2, loaded.size());
      for (int i = 0; i < 2; i++) {
        assertArrayEquals(seeds.get(i), seeds(loaded).get(i));
      }
      assertEquals(Insertion.SEEN, loaded.get(0).table().insert(tag(1)));
      assertEquals(Insertion.SEEN, loaded.get(0).table().insert(tag(2)));
      assertEquals(Insertion.NEW, loaded.get(0).table().insert(tag(3)));
      assertEquals(Insertion.SEEN, loaded.get(1).table().insert(tag(3)));
      assertEquals(List.of(), tend(ring, START).made());
      assertTrue(ring.isHealthy());
    }
  }

  /// J-3: wherever the last block is cut, the synced tags before it stay and the key goes on.
  @Test
  void journalTornAnywhereKeepsTheTagsBefore() throws Exception {
    crashedRing();
    Path journal = mix().resolve("10/replay.jnl");
    byte[] whole = Files.readAllBytes(journal);
    int header = 64;
    int open = header + 16;
    int first = open + 16 + 16;
    int second = first + 16 + 16;
    assertEquals(second, whole.length);

    for (int cut = header; cut <= whole.length; cut++) {
      Files.write(journal, Arrays.copyOf(whole, cut));
      try (KeyRing ring = ring(mix(), new RealDisk())) {
        List<LiveKey> loaded = ring.load();

        int at = cut;
        assertEquals(0, ring.retiredAtStart(), () -> "cut at " + at);
        int tags = (cut >= first ? 1 : 0) + (cut >= second ? 1 : 0);
        assertEquals(tags, loaded.getFirst().table().tags(), () -> "cut at " + at);
      }
    }
  }

  /// A ring with tags 1 and 2 under key 10, as a kill leaves it.
  private void crashedRing() throws Exception {
    Path first = state.resolve("first");
    try (KeyRing ring = ring(first, new RealDisk())) {
      ring.load();
      tend(ring, START);
      append(ring, 10, 1);
      append(ring, 10, 2);
      new WatchedDisk().copy(first, mix(), false);
    }
  }

  /// J-3: a journal cut within its header, or gone, retires the key; the next generation follows.
  @Test
  void keyWithoutJournalIsRetired() throws Exception {
    crashedRing();
    Files.delete(mix().resolve("10/replay.jnl"));
    Path next = mix().resolve("11/replay.jnl");
    Files.write(next, Arrays.copyOf(Files.readAllBytes(next), 63));

    try (KeyRing ring = ring(mix(), new RealDisk())) {
      assertEquals(List.of(), ring.load());
      assertEquals(2, ring.retiredAtStart());
      assertFalse(Files.exists(mix().resolve("10/mix.key")));
      KeyChanges changes = tend(ring, START);

      assertEquals(List.of(new KeyPlan.Name(10, 1), new KeyPlan.Name(11, 1)), names(ring));
      assertEquals(2, changes.made().size());
    }

    try (KeyRing ring = ring(mix(), new RealDisk())) {
      assertEquals(2, ring.load().size());
      assertEquals(List.of(), tend(ring, START).made());
    }
  }

  /// J-3: damage before the last block means that synced tags may be missing.
  @Test
  void flippedBitInASyncedBlockRetiresTheKey() throws Exception {
    crashedRing();
    Path journal = mix().resolve("10/replay.jnl");
    byte[] whole = Files.readAllBytes(journal);

    for (int at = 0; at < whole.length - 32; at++) {
      byte[] bad = whole.clone();
      bad[at] ^= 4;
      Path copy = state.resolve("flip-" + at);
      new WatchedDisk().copy(mix(), copy, false);
      Files.write(copy.resolve("10/replay.jnl"), bad);
      try (KeyRing ring = ring(copy, new RealDisk())) {
        ring.load();

        int flipped = at;
        assertEquals(1, ring.retiredAtStart(), () -> "flipped at " + flipped);
      }
    }
  }

  /// KF-1: a key file that is not exactly ours stops the start.
  @Test
  void flippedBitInAKeyFileStopsTheStart() throws Exception {
    crashedRing();
    Path file = mix().resolve("10/mix.key");
    byte[] whole = Files.readAllBytes(file);

    for (int at = 0; at < whole.length; at++) {
      byte[] bad = whole.clone();
      bad[at] ^= 1;
      Files.write(file, bad);

      try (KeyRing ring = ring(mix(), new RealDisk())) {
        assertThrows(KeyFileDamaged.class, ring::load);
      }
    }
  }

  @Test
  void otherStorageKeyStopsTheStart() throws Exception {
    crashedRing();
    KeyRingSettings settings = new KeyRingSettings(mix(), 1 << 20, Duration.ZERO);
    SecretBytes other = SecretBytes.draw(32, new SecureRandom());

    try (KeyRing ring = new KeyRing(settings, other, new RealDisk(), new SecureRandom())) {
      assertThrows(KeyFileDamaged.class, ring::load);
    }
  }

  /// CF-6, NM-C007: a key others could read is not used.
  @Test
  void exposedKeyStopsTheStart() throws Exception {
    crashedRing();
    for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rwx-----x")) {
      Files.setPosixFilePermissions(
          mix().resolve("10/mix.key"), PosixFilePermissions.fromString(mode));

      try (KeyRing ring = ring(mix(), new RealDisk())) {
        assertThrows(KeyFileExposed.class, ring::load, mode);
      }
    }
  }

  /// KF-1: keys and journals are made for their owner only.
  @Test
  void everyFileIsForItsOwnerOnly() throws Exception {
    crashedRing();
    try (Stream<Path> all = Files.walk(mix())) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
      }
    }
  }

  /// one failed sync, and no tag of any key is believed any more.
  @Test
  void failedSyncFailsEveryKeyClosed() throws Exception {
    WatchedDisk disk = new WatchedDisk();
    KeyRing ring = ring(mix(), disk);
    ring.load();
    tend(ring, START);
    append(ring, 10, 1);
    disk.failSyncs(true);
    assertThrows(ExecutionException.class, () -> append(ring, 10, 2));

    disk.failSyncs(false);

    assertThrows(ExecutionException.class, () -> append(ring, 11, 3));
    assertFalse(ring.isHealthy());
    ring.close();
  }

  /// TK-2, KF-3: after its time neither key nor journal is there, and a tag under it is no debt.
  @Test
  void keyIsDestroyedWithItsJournal() throws Exception {
    try (KeyRing ring = ring(mix(), new RealDisk())) {
      ring.load();
      List<LiveKey> made = tend(ring, START).made();
      Instant end = START.plus(Duration.ofHours(28));
      assertEquals(List.of(), ring.tend(EPOCHS, HOUR, end, START).destroyed());

      assertEquals(List.of(new KeyPlan.Name(10, 0)), tend(ring, end).destroyed());

      assertFalse(Files.exists(mix().resolve("10")));
      assertThrows(
          IllegalStateException.class, () -> made.getFirst().key().pair().seed().exposedBytes());
      append(ring, 10, 1);
    }
  }

  /// tags of one batch share one sync.
  @Test
  void fullBatchIsSyncedAtOnce() throws Exception {
    KeyRingSettings settings = new KeyRingSettings(mix(), 1 << 20, Duration.ofDays(1));
    try (KeyRing ring = new KeyRing(settings, STORAGE_KEY, new RealDisk(), new SecureRandom())) {
      ring.load();
      tend(ring, START);
      for (int i = 0; i < JournalSync.MAX_BATCH_TAGS - 1; i++) {
        assertFalse(ring.append(10, 0, wideTag(i)).toCompletableFuture().isDone());
      }

      ring.append(11, 0, wideTag(-1)).toCompletableFuture().get();
    }
    try (KeyRing ring = ring(mix(), new RealDisk())) {
      assertEquals(JournalSync.MAX_BATCH_TAGS - 1, ring.load().getFirst().table().tags());
    }
  }

  private static byte[] wideTag(int number) {
    byte[] tag = tag(7);
    tag[14] = (byte) (number >> 8);
    tag[15] = (byte) number;
    return tag;
  }

  /// KF-3, R-1, R-4: a kill or power cut anywhere leaves whole keys with all answered tags.
  @Test
  void crashAnywhereLeavesWholeKeysAndAnsweredTags() throws Exception {
    for (boolean powerCut : new boolean[] {false, true}) {
      List<Path> copies = new ArrayList<>();
      List<Integer> answered = new ArrayList<>();
      int[] done = {0};
      Path folder = state.resolve("life-" + powerCut);
      WatchedDisk disk = new WatchedDisk();
      disk.watch(
          () -> {
            Path copy = state.resolve("crash-" + powerCut + copies.size());
            disk.copy(folder, copy, powerCut);
            copies.add(copy);
            answered.add(done[0]);
          });
      try (KeyRing ring = ring(folder, disk)) {
        ring.load();
        tend(ring, START);
        for (int i = 1; i <= 3; i++) {
          append(ring, 11, i);
          done[0] = i;
        }
        tend(ring, START.plus(Duration.ofHours(28)));
      }
      assertTrue(copies.size() > 20, () -> copies.size() + " crashes");
      for (int i = 0; i < copies.size(); i++) {
        checkCrash(copies.get(i), answered.get(i));
      }
    }
  }

  private static void checkCrash(Path copy, int answered) throws Exception {
    try (KeyRing ring = ring(copy, new RealDisk())) {
      List<LiveKey> loaded = ring.load();
      assertEquals(0, ring.retiredAtStart(), copy::toString);
      for (LiveKey key : loaded) {
        if (key.key().keyEpoch() == 11) {
          for (int i = 1; i <= answered; i++) {
            assertEquals(Insertion.SEEN, key.table().insert(tag(i)), copy::toString);
          }
        }
      }
      tend(ring, START.plus(Duration.ofHours(28)));
      assertFalse(Files.exists(copy.resolve("10")), copy::toString);
    }
  }

  private static List<KeyPlan.Name> names(KeyRing ring) {
    return ring.keys().stream().map(KeyRingTest::name).toList();
  }

  private static KeyPlan.Name name(MixKey key) {
    return new KeyPlan.Name(key.keyEpoch(), key.generation());
  }
}
