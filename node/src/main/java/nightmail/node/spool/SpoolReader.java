// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import nightmail.proto.message.FragmentLayout;
import nightmail.proto.message.Fragments;
import nightmail.proto.message.ObjectSource;
import nightmail.proto.message.Token;

/// Reads rows and octets on one thread beside the writer, with a connection of its own.
///
/// The digest of a file is checked once per start, before anything of it is used; a file that fails
/// goes to quarantine. As many reads wait as callers have asked for: the core asks once per slot.
///
/// [#shard] and the like are safe for any thread.
final class SpoolReader {
  /// Files known to be good; forgotten all at once when there are this many.
  private static final int MAX_VERIFIED = 1 << 17;

  /// The index that asks for a whole object.
  private static final int WHOLE = -1;

  /// Something to do on the reading thread.
  private interface Reading<T> {
    T read() throws IOException, SQLException;
  }

  private final Connection connection;
  private final SpoolTables tables;
  private final OctetFolder folder;
  private final SpoolWriter writer;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("spool-reader").daemon().factory());
  private final Set<String> verified = new HashSet<>();

  SpoolReader(Connection connection, OctetFolder folder, SpoolWriter writer) {
    this.connection = connection;
    this.tables = new SpoolTables(connection);
    this.folder = folder;
    this.writer = writer;
  }

  /// Data of one fragment of an object.
  CompletableFuture<byte[]> data(Token token, int chunk, int index) {
    return ask(
        () -> {
          OctetRef ref = kept(SpoolTables.Table.OUTBOUND, token).octets();
          try (OctetReader octets = open(ref)) {
            return index == WHOLE ? whole(octets) : shard(token, octets, chunk, index);
          }
        });
  }

  /// Envelope and octets of an arrival.
  CompletableFuture<StoredMail> arrival(Token token) {
    return ask(
        () -> {
          SpoolTables.Kept kept = kept(SpoolTables.Table.ARRIVAL, token);
          return new StoredMail(RowCodec.envelope(kept.envelope()), stored(kept.octets()));
        });
  }

  /// Envelope and message of a parcel, taken out of its object again.
  CompletableFuture<StoredMail> outbound(Token token) {
    return ask(
        () -> {
          SpoolTables.Kept kept = kept(SpoolTables.Table.OUTBOUND, token);
          StoredOctets message = ObjectText.of(stored(kept.octets()));
          return new StoredMail(RowCodec.envelope(kept.envelope()), message);
        });
  }

  void close() throws InterruptedException, SQLException {
    thread.shutdown();
    if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
      thread.shutdownNow();
    }
    connection.close();
  }

  private <T> CompletableFuture<T> ask(Reading<T> reading) {
    try {
      return CompletableFuture.supplyAsync(() -> answer(reading), thread);
    } catch (RejectedExecutionException closed) {
      return CompletableFuture.failedFuture(new IOException("spool is closed", closed));
    }
  }

  private static <T> T answer(Reading<T> reading) {
    try {
      return reading.read();
    } catch (UncheckedIOException e) {
      throw new CompletionException(e.getCause());
    } catch (IOException e) {
      throw new CompletionException(e);
    } catch (SQLException e) {
      throw new CompletionException(new IOException("cannot read the row", e));
    }
  }

  /// A kept row whose octets were checked; if they are bad it goes to quarantine.
  private SpoolTables.Kept kept(SpoolTables.Table table, Token token)
      throws IOException, SQLException {
    SpoolTables.Kept kept =
        tables
            .kept(table, token)
            .orElseThrow(() -> new FileNotFoundException("no such message in custody"));
    try {
      verify(kept.octets());
    } catch (SpoolDamaged e) {
      quarantine(table, token, e.fault());
      throw e;
    }
    return kept;
  }

  private void verify(OctetRef ref) throws IOException {
    if (verified.contains(ref.name())) {
      return;
    }
    try (OctetReader octets = open(ref)) {
      if (!octets.matches(ref)) {
        throw new SpoolDamaged(SpoolDamaged.Fault.FILE_DIGEST);
      }
    } catch (NoSuchFileException e) {
      throw new SpoolDamaged(SpoolDamaged.Fault.FILE_MISSING, e);
    }
    if (verified.size() >= MAX_VERIFIED) {
      verified.clear();
    }
    verified.add(ref.name());
  }

  private void quarantine(SpoolTables.Table table, Token token, SpoolDamaged.Fault fault) {
    byte[] name = token.value().toBytes();
    var _ =
        writer.submit(
            new Change<>(
                List.of(),
                (rows, unlinked) -> {
                  rows.quarantine(table, name, fault);
                  return SpoolWriter.done();
                }));
  }

  private OctetReader open(OctetRef ref) throws IOException {
    return new OctetReader(folder.file(ref.name()), ref.key(), ref.octets());
  }

  private StoredOctets stored(OctetRef ref) {
    return StoredOctets.inFile(folder.file(ref.name()), ref.key(), ref.octets());
  }

  private static byte[] whole(OctetReader octets) throws IOException {
    if (octets.octets() > FragmentLayout.MAX_SINGLE_BYTES) {
      throw new IOException("object does not travel whole");
    }
    byte[] object = new byte[(int) octets.octets()];
    octets.read(0, object, 0, object.length);
    return object;
  }

  private static byte[] shard(Token token, OctetReader octets, int chunk, int index) {
    return new Fragments(token, source(octets)).shard(chunk, index).data();
  }

  private static ObjectSource source(OctetReader octets) {
    return new ObjectSource() {
      @Override
      public long length() {
        return octets.octets();
      }

      @Override
      public void read(long offset, byte[] into, int at, int length) {
        try {
          octets.read(offset, into, at, length);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
