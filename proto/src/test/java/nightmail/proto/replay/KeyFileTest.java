// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import nightmail.proto.Seeds;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.time.KeyEpochs;
import org.junit.jupiter.api.Test;

class KeyFileTest {
  private static final KeyEpochs PRODUCTION =
      new KeyEpochs(
          Instant.EPOCH,
          0,
          Duration.ofDays(1),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofMinutes(5));
  private static final SecretBytes STORAGE_KEY =
      SecretBytes.owning(Seeds.grown("nightmail kat storage key", 32));
  private static final byte[] SEED = Seeds.grown("nightmail kat mix key 0", 32);
  private static final KeyFile KEY =
      new KeyFile(
          20_000,
          PRODUCTION.acceptFrom(20_000).getEpochSecond(),
          PRODUCTION.acceptUntil(20_000).getEpochSecond(),
          JournalTest.KEY_DIGEST,
          SecretBytes.copyOf(SEED));

  private static byte[] sealed() {
    return KEY.seal(STORAGE_KEY, Seeds.grown("nightmail kat nonce", 12));
  }

  /// V-10.
  @Test
  void keyFileOfTheKnownAnswerIsTheirs() {
    assertEquals(132, sealed().length);
    assertEquals(
        "2d4b154759c878f7ef6c682247ace8b6701764350d21c4e2cb321b3e7c2dd32d",
        Sha256.of(sealed()).hex());
  }

  @Test
  void sealedKeyIsOpenedUnderItsStorageKey() {
    KeyFile opened = KeyFile.open(sealed(), STORAGE_KEY).orElseThrow();

    assertEquals(20_000, opened.keyEpoch());
    assertEquals(KEY.acceptFrom(), opened.acceptFrom());
    assertEquals(KEY.acceptUntil(), opened.acceptUntil());
    assertEquals(KEY.publicKeyDigest(), opened.publicKeyDigest());
    assertArrayEquals(SEED, opened.seed().exposedBytes());
  }

  /// KF-1: any mismatch is no start.
  @Test
  void keyFileChangedInAnyBitIsRefused() {
    for (int bit = 0; bit < 8 * KeyFile.BYTES; bit++) {
      byte[] changed = sealed();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));

      assertTrue(KeyFile.open(changed, STORAGE_KEY).isEmpty(), "bit " + bit);
    }
  }

  @Test
  void keyFileOfAnotherLengthOrStorageKeyIsRefused() {
    SecretBytes other = SecretBytes.owning(new byte[32]);

    assertTrue(KeyFile.open(sealed(), other).isEmpty());
    assertTrue(KeyFile.open(Arrays.copyOf(sealed(), 131), STORAGE_KEY).isEmpty());
    assertTrue(KeyFile.open(Arrays.copyOf(sealed(), 133), STORAGE_KEY).isEmpty());
    assertTrue(KeyFile.open(new byte[0], STORAGE_KEY).isEmpty());
  }

  @Test
  void nonceOfAnotherLengthIsABug() {
    assertThrows(IllegalArgumentException.class, () -> KEY.seal(STORAGE_KEY, new byte[11]));
  }
}
