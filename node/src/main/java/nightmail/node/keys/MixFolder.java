// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nightmail.node.disk.Disk;
import nightmail.node.disk.SmallFile;
import nightmail.proto.replay.KeyPlan;

/// The folders of mix keys: `mix/<epoch>/` for generation 0, `mix/<epoch>.<generation>/` for later
/// ones, each with `mix.key` and `replay.jnl` (`docs/spec/replay.md` KF-1, KF-3, J-1).
///
/// Invariant after any crash: a folder that holds `mix.key` was made whole, journal included. A
/// folder without `mix.key` says that this generation was retired and its name is used up; it goes
/// when its epoch is over.
///
/// Owned by one thread at a time.
final class MixFolder {
  private static final String KEY = "mix.key";
  private static final String JOURNAL = "replay.jnl";
  private static final String FRESH = "new-";
  private static final Pattern NAME = Pattern.compile("(\\d{1,18})(?:\\.([1-9]\\d{0,3}))?");

  private final Disk disk;
  private final Path folder;

  MixFolder(Disk disk, Path folder) throws IOException {
    this.disk = disk;
    this.folder = folder;
    disk.makeFolder(folder);
  }

  Path key(KeyPlan.Name name) {
    return of(name).resolve(KEY);
  }

  Path journal(KeyPlan.Name name) {
    return of(name).resolve(JOURNAL);
  }

  /// All names that are used up, ascending. Removes what a crash left half made.
  List<KeyPlan.Name> list() throws IOException {
    List<Path> entries;
    try (Stream<Path> all = Files.list(folder)) {
      entries = all.sorted().toList();
    }
    List<KeyPlan.Name> names = new ArrayList<>();
    for (Path entry : entries) {
      if (entry.getFileName().toString().startsWith(FRESH)) {
        removeAll(entry);
      } else {
        parse(entry).ifPresent(names::add);
      }
    }
    names.sort(null);
    return names;
  }

  /// Makes key and journal at once: both synced under another name, then renamed (KF-3).
  void create(KeyPlan.Name name, byte[] key, byte[] journal) throws IOException {
    Path fresh = folder.resolve(FRESH + of(name).getFileName());
    removeAll(fresh);
    disk.makeFolder(fresh);
    SmallFile.create(disk, fresh.resolve(JOURNAL), journal);
    SmallFile.create(disk, fresh.resolve(KEY), key);
    disk.syncFolder(fresh);
    disk.rename(fresh, of(name));
    disk.syncFolder(folder);
  }

  /// Destroys the key first, then the journal; the folder stays so that the name is not used again
  /// (J-3).
  void retire(KeyPlan.Name name) throws IOException {
    disk.delete(key(name));
    disk.syncFolder(of(name));
    disk.delete(journal(name));
    disk.syncFolder(of(name));
  }

  /// As [#retire], and the folder with it (KF-3).
  void destroy(KeyPlan.Name name) throws IOException {
    retire(name);
    removeAll(of(name));
    disk.syncFolder(folder);
  }

  private Path of(KeyPlan.Name name) {
    String generation = name.generation() == 0 ? "" : "." + name.generation();
    return folder.resolve(name.keyEpoch() + generation);
  }

  private void removeAll(Path entry) throws IOException {
    if (!Files.exists(entry)) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> all = Files.list(entry)) {
      inside = all.sorted().toList();
    }
    for (Path each : inside) {
      disk.delete(each);
    }
    disk.delete(entry);
  }

  private static Optional<KeyPlan.Name> parse(Path entry) {
    Matcher matcher = NAME.matcher(entry.getFileName().toString());
    if (!matcher.matches() || !Files.isDirectory(entry)) {
      return Optional.empty();
    }
    int generation = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    return Optional.of(new KeyPlan.Name(Long.parseLong(matcher.group(1)), generation));
  }
}
