// SPDX-License-Identifier: Apache-2.0
package nightmail.node.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A disk that knows what a crash would leave, and can fail.
///
/// After every durable step it calls its watcher, which may take a [#copy] of a folder: what a kill
/// leaves, or, with the power cut, also without bytes not synced and renames whose folder was not.
///
/// Safe for any thread.
public final class WatchedDisk extends RealDisk {
  private record Rename(Path from, Path to) {}

  private final Map<Path, Long> syncedBytes = new TreeMap<>();
  private final Deque<Rename> unsyncedRenames = new ArrayDeque<>();
  private Runnable watcher = () -> {};
  private boolean syncsFail;
  private long usableBytes = Long.MAX_VALUE;

  public synchronized void watch(Runnable afterEachStep) {
    watcher = afterEachStep;
  }

  public synchronized void failSyncs(boolean fail) {
    syncsFail = fail;
  }

  public synchronized void usableBytes(long bytes) {
    usableBytes = bytes;
  }

  @Override
  public synchronized FileChannel create(Path file) throws IOException {
    FileChannel channel = super.create(file);
    syncedBytes.put(file, 0L);
    watcher.run();
    return channel;
  }

  @Override
  public synchronized void sync(Path file, FileChannel channel) throws IOException {
    watcher.run();
    if (syncsFail) {
      throw new IOException("sync fails as the test wants");
    }
    super.sync(file, channel);
    syncedBytes.put(file, channel.size());
    watcher.run();
  }

  @Override
  public synchronized void syncFolder(Path folder) throws IOException {
    if (syncsFail) {
      throw new IOException("sync fails as the test wants");
    }
    super.syncFolder(folder);
    unsyncedRenames.removeIf(rename -> folder.equals(rename.to().getParent()));
    watcher.run();
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    super.rename(from, to);
    unsyncedRenames.push(new Rename(from, to));
    moveNotes(from, to);
    watcher.run();
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    super.delete(path);
    syncedBytes.remove(path);
    watcher.run();
  }

  @Override
  public synchronized long usableBytes(Path folder) {
    return usableBytes;
  }

  /// A database syncs its own file; from now on its bytes are believed.
  @Override
  public synchronized void committed(Path file) {
    syncedBytes.remove(file);
    watcher.run();
  }

  /// Copies `folder` as a crash now would leave it.
  public synchronized void copy(Path folder, Path to, boolean powerCut) {
    try {
      copyTree(folder, to);
      if (powerCut) {
        cutPower(folder, to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cutPower(Path folder, Path copy) throws IOException {
    for (Map.Entry<Path, Long> each : syncedBytes.entrySet()) {
      Path file = copy.resolve(folder.relativize(each.getKey()));
      if (each.getKey().startsWith(folder) && Files.isRegularFile(file)) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(each.getValue());
        }
      }
    }
    for (Rename rename : unsyncedRenames) {
      Path now = copy.resolve(folder.relativize(rename.to()));
      if (rename.to().startsWith(folder) && Files.exists(now)) {
        Files.move(now, copy.resolve(folder.relativize(rename.from())));
      }
    }
  }

  /// Files below a renamed folder keep what is known of them.
  private void moveNotes(Path from, Path to) {
    for (Path each : syncedBytes.keySet().toArray(Path[]::new)) {
      if (each.startsWith(from)) {
        Long bytes = syncedBytes.remove(each);
        syncedBytes.put(each.equals(from) ? to : to.resolve(from.relativize(each)), bytes);
      }
    }
  }

  private static void copyTree(Path folder, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted().toList()) {
        Path target = to.resolve(folder.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
