// SPDX-License-Identifier: Apache-2.0
package nightmail.directory.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import nightmail.proto.bytes.Fixed32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// AS-1 and A7 for one authority: no epoch is ever signed with two digests.
class SigningJournalTest {
  private static final Fixed32 ONE = filled(1);
  private static final Fixed32 TWO = filled(2);

  @TempDir Path directory;

  @Test
  void aSecondDigestForAnEpochIsNeverTaken() throws IOException {
    SigningJournal.open(file()).append(5, ONE);

    SigningJournal again = SigningJournal.open(file());

    assertThrows(IllegalStateException.class, () -> again.append(5, TWO));
  }

  @Test
  void aRecordCutAnywhereIsForgottenAndTheOnesBeforeAreKept() throws IOException {
    SigningJournal journal = SigningJournal.open(file());
    journal.append(5, ONE);
    journal.append(6, TWO);
    byte[] whole = Files.readAllBytes(file());

    for (int length = whole.length / 2; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertEquals(5, SigningJournal.open(file()).last().orElseThrow().getKey());
    }
  }

  @Test
  void anEmptyJournalHasNoLastEpoch() throws IOException {
    assertTrue(SigningJournal.open(file()).last().isEmpty());
  }

  @Test
  void damageBeforeTheLastRecordStopsTheStart() throws IOException {
    SigningJournal journal = SigningJournal.open(file());
    for (long epoch = 1; epoch <= 3; epoch++) {
      journal.append(epoch, ONE);
    }
    byte[] bytes = Files.readAllBytes(file());
    bytes[20] ^= 1;
    Files.write(file(), bytes);

    assertThrows(IOException.class, () -> SigningJournal.open(file()));
  }

  private Path file() {
    return directory.resolve("journal");
  }

  private static Fixed32 filled(int value) {
    byte[] bytes = new byte[Fixed32.BYTES];
    Arrays.fill(bytes, (byte) value);
    return Fixed32.of(bytes);
  }
}
