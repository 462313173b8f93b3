// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import nightmail.node.disk.Disk;
import nightmail.proto.mail.Envelope;
import nightmail.proto.message.RecipientRecord;
import nightmail.proto.message.Token;
import nightmail.proto.packet.RelayId;
import nightmail.proto.relay.ArrivalState;
import nightmail.proto.relay.KeptParcel;
import nightmail.proto.relay.OutboundState;
import nightmail.proto.relay.Parcel;
import nightmail.proto.relay.Restored;

/// The [Spool] of one node: rows in SQLite, octets in files under keys that only the rows hold.
///
/// | in the folder | is |
/// |---|---|
/// | `lock` | held while a process uses the spool |
/// | `spool.db`, `-wal`, `-shm` | the rows; write-ahead log, full sync, secure delete |
/// | `octets/` | the files, see [OctetFolder] |
///
/// Threads: one writes rows, one reads, a few write files; all are its own.
public final class SqliteSpool implements Spool {
  private static final int FILE_THREADS = 4;
  private static final String DATABASE = "spool.db";

  /// Room for what stands around a message in its object, and its dots, beside its own length.
  private static final long OVERHEAD_BYTES = 1 << 17;

  private final FileChannel lockFile;
  private final OctetFolder folder;
  private final SecureRandom random;
  private final Connection connection;
  private final SpoolWriter writer;
  private final SpoolReader reader;
  private final ExecutorService fileThreads =
      Executors.newFixedThreadPool(
          FILE_THREADS, Thread.ofPlatform().name("spool-file-", 0).daemon().factory());
  private final Executor files = this::runOnFileThread;
  private volatile int quarantined;

  private SqliteSpool(
      FileChannel lockFile,
      OctetFolder folder,
      SecureRandom random,
      Connection connection,
      SpoolWriter writer,
      SpoolReader reader) {
    this.lockFile = lockFile;
    this.folder = folder;
    this.random = random;
    this.connection = connection;
    this.writer = writer;
    this.reader = reader;
  }

  /// Opens or makes a spool; [#restore] comes next.
  ///
  /// @throws SpoolTooNew if a newer version wrote it
  /// @throws IOException also if another process has it open
  public static SqliteSpool open(SpoolSettings settings, Disk disk, SecureRandom random)
      throws IOException {
    disk.makeFolder(settings.folder());
    FileChannel lockFile = lock(disk, settings.folder().resolve("lock"));
    try {
      OctetFolder folder =
          new OctetFolder(
              disk, settings.folder().resolve("octets"), settings.reserveBytes(), random);
      return open(settings, disk, random, lockFile, folder);
    } catch (IOException e) {
      lockFile.close();
      throw e;
    }
  }

  private static SqliteSpool open(
      SpoolSettings settings,
      Disk disk,
      SecureRandom random,
      FileChannel lockFile,
      OctetFolder folder)
      throws IOException {
    Path database = settings.folder().resolve(DATABASE);
    if (!Files.exists(database)) {
      // SQLite would make it readable by others; its log and index take over this mode.
      disk.create(database).close();
      disk.syncFolder(settings.folder());
    }
    try {
      Connection connection = Schema.open(database);
      disk.committed(database);
      SpoolWriter writer =
          new SpoolWriter(connection, folder, disk, database, settings.scrubAfter());
      SpoolReader reader = new SpoolReader(Schema.openToRead(database), folder, writer);
      writer.start();
      return new SqliteSpool(lockFile, folder, random, connection, writer, reader);
    } catch (SQLException e) {
      throw new IOException("cannot open " + database, e);
    }
  }

  private static FileChannel lock(Disk disk, Path file) throws IOException {
    FileChannel channel = Files.exists(file) ? disk.open(file) : disk.create(file);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException("spool is open in this process: " + file, e);
    }
    channel.close();
    throw new IOException("spool is open in another process: " + file);
  }

  @Override
  public Restored restore() throws IOException {
    CompletableFuture<Restored> restored =
        writer.submit(
            new Change<>(
                List.of(),
                (tables, unlinked) -> {
                  Restoring restoring = tables.restoring(folder);
                  Restored found = restoring.run();
                  unlinked.addAll(folder.strays(restoring.owned()));
                  quarantined = tables.quarantined();
                  return found;
                }));
    try {
      return restored.get();
    } catch (ExecutionException e) {
      throw new IOException("cannot restore the spool", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while restoring the spool", e);
    }
  }

  @Override
  public Draft draft() throws IOException {
    if (writer.isStopped()) {
      throw new SpoolReadOnly(new IOException("an earlier write failed"));
    }
    folder.demandSpace(FileDraft.MEMORY_BYTES);
    return new FileDraft(folder, files);
  }

  @Override
  public CompletionStage<List<KeptParcel>> keepMail(Draft draft, List<Parcel> parcels) {
    FileDraft own = (FileDraft) draft;
    List<Parcel> all = List.copyOf(parcels);
    return own.finish()
        .thenApplyAsync(octets -> compose(own, octets, all), files)
        .thenCompose(objects -> commit(all, objects))
        .whenComplete((done, failure) -> own.discard());
  }

  private List<OctetRef> compose(FileDraft draft, StoredOctets octets, List<Parcel> parcels) {
    ObjectComposer composer = new ObjectComposer(octets, draft.endsWithCrlf(), random);
    List<OctetRef> objects = new ArrayList<>();
    try {
      folder.demandSpace(parcels.size() * (octets.octets() + OVERHEAD_BYTES));
      for (Parcel parcel : parcels) {
        objects.add(written(file -> composer.write(parcel, file)));
      }
      return objects;
    } catch (IOException | RuntimeException e) {
      objects.forEach(object -> folder.remove(object.name()));
      throw new CompletionException(e);
    }
  }

  private CompletableFuture<List<KeptParcel>> commit(List<Parcel> parcels, List<OctetRef> objects) {
    return writer.submit(
        new Change<>(
            objects.stream().map(OctetRef::name).toList(),
            (tables, unlinked) -> {
              List<KeptParcel> kept = new ArrayList<>();
              for (int i = 0; i < parcels.size(); i++) {
                tables.insertOutbound(parcels.get(i), objects.get(i));
                kept.add(new KeptParcel(parcels.get(i).token(), objects.get(i).octets()));
              }
              return kept;
            }));
  }

  @Override
  public CompletionStage<byte[]> readData(Token token, int chunk, int index) {
    return reader.data(token, chunk, index);
  }

  @Override
  public CompletionStage<StoredMail> openOutbound(Token token) {
    return reader.outbound(token);
  }

  @Override
  public CompletionStage<Void> setOutbound(Token token, OutboundState state) {
    return change((tables, unlinked) -> tables.setOutbound(token, state));
  }

  @Override
  public CompletionStage<Void> moveOutbound(Token token, RelayId exit, OutboundState state) {
    return change((tables, unlinked) -> tables.moveOutbound(token, exit, state));
  }

  @Override
  public CompletionStage<Void> forgetOutbound(Token token) {
    return forget(SpoolTables.Table.OUTBOUND, token);
  }

  @Override
  public CompletionStage<Void> keepArrival(
      Token token, Envelope envelope, byte[] message, Instant doNotDeliverAfter) {
    return CompletableFuture.supplyAsync(() -> composeArrival(message), files)
        .thenCompose(
            octets ->
                writer.submit(
                    new Change<>(
                        List.of(octets.name()),
                        (tables, unlinked) -> {
                          tables.file(SpoolTables.Table.ARRIVAL, token).ifPresent(unlinked::add);
                          tables.insertArrival(token, envelope, octets, doNotDeliverAfter);
                          return SpoolWriter.done();
                        })));
  }

  private OctetRef composeArrival(byte[] message) {
    try {
      folder.demandSpace(message.length);
      return written(
          file -> {
            file.write(message);
            return file.sync(file.finish());
          });
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public CompletionStage<StoredMail> openArrival(Token token) {
    return reader.arrival(token);
  }

  @Override
  public CompletionStage<Void> keepOutcome(
      Token token, ArrivalState state, int sequence, List<RecipientRecord> records) {
    List<RecipientRecord> all = List.copyOf(records);
    return change(
        (tables, unlinked) -> {
          if (state != ArrivalState.CUSTODY) {
            tables.file(SpoolTables.Table.ARRIVAL, token).ifPresent(unlinked::add);
            tables.dropArrivalOctets(token);
          }
          tables.setArrival(token, state, sequence, all);
        });
  }

  @Override
  public CompletionStage<Void> forgetArrival(Token token) {
    return forget(SpoolTables.Table.ARRIVAL, token);
  }

  /// Completes when no bytes of rows deleted before this call are in the database or its log,
  /// unless a reader is in the way. Happens by itself when nothing waits.
  public CompletionStage<Void> scrub() {
    return writer.scrub();
  }

  @Override
  public int quarantined() {
    return quarantined;
  }

  @Override
  public boolean writable() {
    try {
      return !writer.isStopped() && folder.hasSpace(0);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      fileThreads.close();
      writer.close();
      reader.close();
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while closing the spool", e);
    } catch (SQLException e) {
      throw new IOException("cannot close the spool", e);
    } finally {
      lockFile.close();
    }
  }

  /// Once closed, on the caller's thread: whatever the task wanted to keep the writer then refuses.
  private void runOnFileThread(Runnable task) {
    try {
      fileThreads.execute(task);
    } catch (RejectedExecutionException closed) {
      task.run();
    }
  }

  private interface Rows {
    void change(SpoolTables tables, List<String> unlinked) throws SQLException, IOException;
  }

  private CompletionStage<Void> change(Rows rows) {
    return writer.submit(
        new Change<>(
            List.of(),
            (tables, unlinked) -> {
              rows.change(tables, unlinked);
              return SpoolWriter.done();
            }));
  }

  private CompletionStage<Void> forget(SpoolTables.Table table, Token token) {
    return change(
        (tables, unlinked) -> {
          tables.file(table, token).ifPresent(unlinked::add);
          tables.delete(table, token);
        });
  }

  private interface Writing {
    OctetRef to(OctetWriter file) throws IOException;
  }

  /// A file written and synced, or nothing left of it. A failed sync stops the whole spool.
  private OctetRef written(Writing writing) throws IOException {
    OctetWriter file = folder.begin();
    boolean done = false;
    try (file) {
      OctetRef octets = writing.to(file);
      done = true;
      return octets;
    } catch (SpoolReadOnly e) {
      writer.stop(e);
      throw e;
    } catch (IOException e) {
      throw folder.hasSpace(0) ? e : new SpoolFull("disk full while writing octets", e);
    } finally {
      if (!done) {
        folder.remove(file.name());
      }
    }
  }
}
