// SPDX-License-Identifier: Apache-2.0
package nightmail.node.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightmail.node.disk.Disk;
import nightmail.node.disk.RealDisk;
import nightmail.node.disk.WatchedDisk;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.RelayCert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeIdentityTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:20:30Z");
  private static final Fixed32 NETWORK = Fixed32.parseHex("7c".repeat(32));
  private static final List<String> FILES =
      List.of("identity.key", "signing.key", "link.key", "link.crt", "storage.key");

  @TempDir Path state;

  private Path folder() {
    return state.resolve("identity");
  }

  private NodeIdentity create(Disk disk) throws IOException {
    return NodeIdentity.create(folder(), NETWORK, NOW, disk, new SecureRandom());
  }

  private NodeIdentity load() throws IOException {
    return NodeIdentity.load(folder(), NETWORK, new RealDisk());
  }

  @Test
  void identityIsTheSameAfterARestart() throws Exception {
    NodeIdentity made = create(new RealDisk());

    NodeIdentity loaded = load();

    assertEquals(made.relayId(), loaded.relayId());
    assertEquals(made.relayId().value(), loaded.identity().orElseThrow().publicKey().keyId());
    assertEquals(made.signing().publicKey(), loaded.signing().publicKey());
    assertEquals(made.link().pin(), loaded.link().pin());
    assertEquals(made.link().certificate(), loaded.link().certificate());
    assertArrayEquals(made.cert().encode(), loaded.cert().encode());
    assertTrue(made.storageKey().matches(loaded.storageKey()));
  }

  /// Relay certificate of directory.md §3: signed by the identity and the new key.
  @Test
  void certificateIsSignedByBothKeys() throws Exception {
    NodeIdentity made = create(new RealDisk());

    RelayCert cert =
        made.cert()
            .as(DocumentKind.RELAY_CERT)
            .orThrow()
            .verifiedByAll(
                NETWORK,
                List.of(made.identity().orElseThrow().publicKey(), made.signing().publicKey()))
            .orThrow();

    assertEquals(1, cert.serial());
    assertTrue(cert.isValidAt(NOW));
    assertEquals(Duration.ofDays(30), Duration.between(cert.notBefore(), cert.notAfter()));
  }

  /// TK-7: renewed at 20 days, with the next serial; relay and link stay.
  @Test
  void signingKeyIsRenewedBeforeItEnds() throws Exception {
    NodeIdentity made = create(new RealDisk());
    Instant later = NOW.plus(Duration.ofDays(20));
    assertFalse(made.isRenewalDue(NOW.plus(Duration.ofDays(19))));
    assertTrue(made.isRenewalDue(later));

    NodeIdentity renewed =
        made.renewed(folder(), NETWORK, later, new RealDisk(), new SecureRandom());

    NodeIdentity loaded = load();
    assertEquals(made.relayId(), loaded.relayId());
    assertEquals(made.link().pin(), loaded.link().pin());
    assertEquals(renewed.signing().publicKey(), loaded.signing().publicKey());
    assertNotEquals(made.signing().publicKey(), loaded.signing().publicKey());
    assertFalse(loaded.isRenewalDue(later));
    assertTrue(loaded.certificateNotAfter().isAfter(made.certificateNotAfter()));
  }

  /// TK-7: the identity key may be taken off line.
  @Test
  void nodeStartsWithoutItsIdentityKey() throws Exception {
    NodeIdentity made = create(new RealDisk());
    Files.delete(folder().resolve("identity.key"));

    NodeIdentity loaded = load();

    assertEquals(made.relayId(), loaded.relayId());
    assertEquals(Optional.empty(), loaded.identity());
    assertThrows(
        IllegalStateException.class,
        () -> loaded.renewed(folder(), NETWORK, NOW, new RealDisk(), new SecureRandom()));
  }

  /// FR-2: a second start from nothing is refused while there are keys.
  @Test
  void keysAreNeverOverwritten() throws Exception {
    NodeIdentity made = create(new RealDisk());

    assertThrows(FileAlreadyExistsException.class, () -> create(new RealDisk()));

    assertEquals(made.relayId(), load().relayId());
  }

  /// CF-6, NM-C007.
  @Test
  void secretOpenToOthersStopsTheStart() throws Exception {
    create(new RealDisk());
    for (String name : FILES) {
      Path file = folder().resolve(name);
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

      KeyFileExposed exposed = assertThrows(KeyFileExposed.class, this::load, name);

      assertTrue(String.valueOf(exposed.getMessage()).startsWith("NM-C007 "));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void keysThatDoNotBelongTogetherStopTheStart() throws Exception {
    create(new RealDisk());
    Path other = state.resolve("other");
    NodeIdentity.create(other, NETWORK, NOW, new RealDisk(), new SecureRandom());
    for (String name : List.of("identity.key", "signing.key", "link.key", "link.crt")) {
      byte[] own = Files.readAllBytes(folder().resolve(name));
      Files.write(folder().resolve(name), Files.readAllBytes(other.resolve(name)));

      assertThrows(KeyFileDamaged.class, this::load, name);

      Files.write(folder().resolve(name), own);
    }
  }

  @Test
  void flippedBitInASigningKeyStopsTheStart() throws Exception {
    create(new RealDisk());
    Path file = folder().resolve("signing.key");
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 37) {
      byte[] bad = whole.clone();
      bad[at] ^= 2;
      Files.write(file, bad);

      assertThrows(KeyFileDamaged.class, this::load, "flipped at " + at);
    }
  }

  @Test
  void certificateOfAnotherNetworkStopsTheStart() throws Exception {
    create(new RealDisk());

    assertThrows(
        KeyFileDamaged.class,
        () -> NodeIdentity.load(folder(), Fixed32.parseHex("00".repeat(32)), new RealDisk()));
  }

  /// All keys or none: a crash while they are made leaves no half of an identity.
  @Test
  void crashLeavesAWholeIdentityOrNone() throws Exception {
    for (boolean powerCut : new boolean[] {false, true}) {
      Path life = state.resolve("life-" + powerCut);
      Files.createDirectory(life);
      WatchedDisk disk = new WatchedDisk();
      List<Path> copies = new ArrayList<>();
      disk.watch(
          () -> {
            Path copy = state.resolve("crash-" + powerCut + copies.size());
            disk.copy(life, copy, powerCut);
            copies.add(copy);
          });
      NodeIdentity.create(life.resolve("identity"), NETWORK, NOW, disk, new SecureRandom());
      assertTrue(copies.size() > 10);

      for (Path copy : copies) {
        Path identity = copy.resolve("identity");
        if (NodeIdentity.exists(identity)) {
          NodeIdentity.load(identity, NETWORK, new RealDisk());
        } else {
          NodeIdentity.create(identity, NETWORK, NOW, new RealDisk(), new SecureRandom());
        }
      }
    }
  }
}
