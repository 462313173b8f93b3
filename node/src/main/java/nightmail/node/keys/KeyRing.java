// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import nightmail.node.disk.Disk;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.crypto.XWing;
import nightmail.proto.packet.MixKey;
import nightmail.proto.replay.Journal;
import nightmail.proto.replay.JournalChain;
import nightmail.proto.replay.KeyFile;
import nightmail.proto.replay.KeyPlan;
import nightmail.proto.replay.ReplayTable;
import nightmail.proto.time.KeyEpochs;

/// The mix keys of this relay with their replay journals (`docs/spec/replay.md`).
///
/// Order of use: [#load] before the port opens, then [#tend] whenever the clock or the view moves,
/// [#append] for every tag. A tag is durable when its stage completes. Once writing fails, no stage
/// completes normally any more and [#isHealthy] says so: every key fails closed.
///
/// Each table may take 5/6 of the memory, so that a filled one leaves room for the next.
///
/// Safe for any thread; `load`, `tend` and `close` block on the disk.
public final class KeyRing implements AutoCloseable {
  private final KeyRingSettings settings;
  private final SecretBytes storageKey;
  private final SecureRandom random;
  private final Disk disk;
  private final MixFolder folder;
  private final JournalSync sync;
  private final byte[] hashKey = new byte[ReplayTable.HASH_KEY_BYTES];
  private final Map<KeyPlan.Name, JournalFile> journals = new ConcurrentHashMap<>();
  private final Map<KeyPlan.Name, MixKey> live = new TreeMap<>();
  private final List<KeyPlan.Name> retired = new ArrayList<>();
  private int retiredAtStart;
  private volatile boolean exhausted;

  /// @param storageKey 32 bytes; stays the caller's
  public KeyRing(KeyRingSettings settings, SecretBytes storageKey, Disk disk, SecureRandom random)
      throws IOException {
    this.settings = settings;
    this.storageKey = storageKey;
    this.random = random;
    this.disk = disk;
    this.folder = new MixFolder(disk, settings.folder());
    this.sync = new JournalSync(settings.syncAfter());
    random.nextBytes(hashKey);
  }

  /// Reads all keys and their tags, once and first. A key whose journal is missing or may lack tags
  /// is retired: it is destroyed, and [#tend] makes its next generation (J-3).
  ///
  /// @throws KeyFileExposed if others can read a key
  /// @throws KeyFileDamaged if a key file is not of this node: no start (KF-1)
  public synchronized List<LiveKey> load() throws IOException {
    List<LiveKey> loaded = new ArrayList<>();
    for (KeyPlan.Name name : folder.list()) {
      if (Files.exists(folder.key(name))) {
        load(name, loaded);
      } else {
        retired.add(name);
      }
    }
    sync.start();
    return loaded;
  }

  private void load(KeyPlan.Name name, List<LiveKey> loaded) throws IOException {
    MixKey key = readKey(name);
    Fixed32 digest = digest(key.pair());
    ReplayTable table = table();
    Path journal = folder.journal(name);
    switch (read(journal, name, digest, table)) {
      case Journal.Good good -> admit(name, key, good.offset(), good.chain());
      case Journal.Torn torn -> admit(name, key, torn.offset(), torn.chain());
      case Journal.Retire retire -> {
        retire(name, key);
        return;
      }
    }
    loaded.add(new LiveKey(key, table));
  }

  /// A journal above 2 GiB cannot be read whole, so it counts as one that lacks tags.
  private static Journal.Reading read(
      Path journal, KeyPlan.Name name, Fixed32 digest, ReplayTable table) throws IOException {
    if (!Files.exists(journal) || Files.size(journal) > Integer.MAX_VALUE - 8) {
      return new Journal.Retire();
    }
    return Journal.read(Files.readAllBytes(journal), name.keyEpoch(), digest, table::insert);
  }

  private void admit(KeyPlan.Name name, MixKey key, long offset, JournalChain chain)
      throws IOException {
    journals.put(name, JournalFile.open(disk, folder.journal(name), offset, chain));
    live.put(name, key);
  }

  private void retire(KeyPlan.Name name, MixKey key) throws IOException {
    folder.retire(name);
    key.pair().erase();
    retired.add(name);
    retiredAtStart++;
  }

  private MixKey readKey(KeyPlan.Name name) throws IOException {
    Path file = folder.key(name);
    KeyFile opened =
        KeyFile.open(SecretFile.read(file), storageKey)
            .orElseThrow(() -> new KeyFileDamaged(file, "not sealed by this node"));
    if (opened.keyEpoch() != name.keyEpoch()) {
      throw new KeyFileDamaged(file, "key of another epoch");
    }
    XWing.KeyPair pair = XWing.KeyPair.fromSeed(opened.seed());
    opened.seed().erase();
    if (!digest(pair).equals(opened.publicKeyDigest())) {
      throw new KeyFileDamaged(file, "seed does not make the public key");
    }
    return new MixKey(name.keyEpoch(), name.generation(), pair);
  }

  /// Makes the keys that are due and destroys those nobody accepts any more, by [KeyPlan].
  ///
  /// @param consensusEpoch length of a consensus epoch
  /// @param proven what a verified consensus, or monotonic time since one, says it is at least
  public synchronized KeyChanges tend(
      KeyEpochs epochs, Duration consensusEpoch, Instant now, Instant proven) throws IOException {
    KeyPlan plan = KeyPlan.at(epochs, consensusEpoch, held(), now, proven);
    for (KeyPlan.Name name : plan.destroy()) {
      destroy(name);
    }
    List<LiveKey> made = new ArrayList<>();
    for (KeyPlan.Name name : plan.make()) {
      made.add(make(name, epochs));
    }
    exhausted = live.keySet().stream().noneMatch(name -> name.keyEpoch() == epochs.at(now));
    return new KeyChanges(made, plan.destroy());
  }

  /// Retires a key at once, as when its secret may be known; [#tend] makes the next generation.
  public synchronized void retire(long keyEpoch, int generation) throws IOException {
    KeyPlan.Name name = new KeyPlan.Name(keyEpoch, generation);
    MixKey key = live.remove(name);
    if (key != null) {
      abandonJournal(name);
      folder.retire(name);
      key.pair().erase();
      retired.add(name);
    }
  }

  /// Adds a tag of 16 bytes, which now belongs to the ring, to the journal of its key. Completes on
  /// the journal thread when the tag is on the disk; at once if the key is gone, since nothing
  /// under it can be replayed.
  public CompletionStage<Void> append(long keyEpoch, int generation, byte[] tag) {
    JournalFile journal = journals.get(new KeyPlan.Name(keyEpoch, generation));
    return journal == null
        ? CompletableFuture.completedFuture(JournalSync.done())
        : sync.append(journal, tag);
  }

  /// The keys to publish, ascending.
  public synchronized List<MixKey> keys() {
    return List.copyOf(live.values());
  }

  /// Keys that [#load] had to retire: the operator must hear of it (J-3).
  public synchronized int retiredAtStart() {
    return retiredAtStart;
  }

  /// Whether tags reach the disk and the current epoch has a key.
  public boolean isHealthy() {
    return !sync.hasFailed() && !exhausted;
  }

  /// Writes the waiting tags and closes every journal cleanly.
  @Override
  public synchronized void close() throws IOException {
    try {
      sync.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while closing the journals", e);
    }
    for (JournalFile journal : journals.values()) {
      if (sync.hasFailed()) {
        journal.abandon();
      } else {
        journal.close();
      }
    }
    journals.clear();
  }

  private List<KeyPlan.Held> held() {
    List<KeyPlan.Held> held = new ArrayList<>();
    live.keySet().forEach(name -> held.add(new KeyPlan.Held(name, true)));
    retired.forEach(name -> held.add(new KeyPlan.Held(name, false)));
    return held;
  }

  private LiveKey make(KeyPlan.Name name, KeyEpochs epochs) throws IOException {
    SecretBytes seed = SecretBytes.draw(XWing.SEED_BYTES, random);
    XWing.KeyPair pair = XWing.KeyPair.fromSeed(seed);
    byte[] nonce = new byte[KeyFile.NONCE_BYTES];
    random.nextBytes(nonce);
    long from = epochs.acceptFrom(name.keyEpoch()).getEpochSecond();
    long until = epochs.acceptUntil(name.keyEpoch()).getEpochSecond();
    KeyFile file = new KeyFile(name.keyEpoch(), from, until, digest(pair), seed);
    byte[] header = Journal.header(name.keyEpoch(), digest(pair));
    folder.create(name, file.seal(storageKey, nonce), header);
    seed.erase();
    MixKey key = new MixKey(name.keyEpoch(), name.generation(), pair);
    admit(name, key, header.length, Journal.start(header));
    return new LiveKey(key, table());
  }

  private void destroy(KeyPlan.Name name) throws IOException {
    abandonJournal(name);
    folder.destroy(name);
    MixKey key = live.remove(name);
    if (key != null) {
      key.pair().erase();
    }
    retired.remove(name);
  }

  private void abandonJournal(KeyPlan.Name name) throws IOException {
    JournalFile journal = journals.remove(name);
    if (journal != null) {
      journal.abandon();
    }
  }

  private ReplayTable table() {
    long bytes = settings.replayMemoryBytes() / 6 * 5;
    return new ReplayTable(ReplayTable.capacityTags(bytes), hashKey);
  }

  private static Fixed32 digest(XWing.KeyPair pair) {
    return Sha256.of(pair.publicKey().toBytes());
  }
}
