// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A [Draft] in memory, and above [#MEMORY_BYTES] in an encrypted file that is never renamed, so
/// that a start sweeps it away.
///
/// Fields belong to the caller's thread until the first spill, then to the chain of file tasks.
final class FileDraft implements Draft {
  static final int MEMORY_BYTES = 1 << 16;

  private static final int FIRST_BYTES = 1 << 12;

  private final OctetFolder folder;
  private final Executor files;
  private CompletableFuture<Void> tail = CompletableFuture.completedFuture(SpoolWriter.done());
  private byte[] memory = new byte[FIRST_BYTES];
  private int held;
  private boolean spilling;
  private @Nullable OctetWriter spill;
  private long octets;
  private int lastTwo;
  private boolean over;

  FileDraft(OctetFolder folder, Executor files) {
    this.folder = folder;
    this.files = files;
  }

  @Override
  public CompletionStage<Void> append(byte[] more) {
    if (over) {
      throw new IllegalStateException("draft is used up");
    }
    octets += more.length;
    for (int i = Math.max(0, more.length - 2); i < more.length; i++) {
      lastTwo = ((lastTwo << 8) | (more[i] & 0xff)) & 0xffff;
    }
    if (!spilling && held + more.length <= MEMORY_BYTES) {
      hold(more);
      return tail;
    }
    spilling = true;
    tail = tail.thenRunAsync(() -> spill(more), files);
    return tail;
  }

  @Override
  public long octets() {
    return octets;
  }

  /// Whether the last line is whole; so it is if there is none.
  boolean endsWithCrlf() {
    return octets == 0 || lastTwo == (('\r' << 8) | '\n');
  }

  /// Ends the appending; the octets once all of them are where they belong.
  CompletableFuture<StoredOctets> finish() {
    over = true;
    return tail.thenApplyAsync(done -> readBack(), files);
  }

  @Override
  public void discard() {
    over = true;
    tail = tail.handleAsync((done, failure) -> forget(), files);
  }

  private void hold(byte[] more) {
    if (held + more.length > memory.length) {
      int wanted = Math.max(held + more.length, 2 * memory.length);
      memory = Arrays.copyOf(memory, Math.min(wanted, MEMORY_BYTES));
    }
    System.arraycopy(more, 0, memory, held, more.length);
    held += more.length;
  }

  private void spill(byte[] more) {
    try {
      folder.demandSpace(more.length);
      OctetWriter file = spill;
      if (file == null) {
        file = folder.begin();
        spill = file;
        file.write(memory, 0, held);
        memory = new byte[0];
      }
      file.write(more);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private StoredOctets readBack() {
    try {
      return spill == null ? StoredOctets.inMemory(memory, held) : spill.readBack();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private Void forget() {
    memory = new byte[0];
    OctetWriter file = spill;
    if (file != null) {
      spill = null;
      try {
        file.close();
      } catch (IOException ignored) {
        // The file goes next, and its key was never written anywhere.
      }
      folder.remove(file.name());
    }
    return SpoolWriter.done();
  }
}
