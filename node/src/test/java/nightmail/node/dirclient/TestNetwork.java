// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.crypto.XWing;
import nightmail.proto.document.Admission;
import nightmail.proto.document.AuthorityCert;
import nightmail.proto.document.Consensus;
import nightmail.proto.document.ConsensusRelay;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.KeyPart;
import nightmail.proto.document.KeySignature;
import nightmail.proto.document.Pointer;
import nightmail.proto.document.Profile;
import nightmail.proto.document.RelayAddress;
import nightmail.proto.document.RelayFlag;
import nightmail.proto.document.Root;
import nightmail.proto.document.RootAuthority;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.document.TablePart;
import nightmail.proto.document.Topology;
import nightmail.proto.packet.Geometry;
import nightmail.proto.packet.MixKey;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameters;

/// A network of one authority and one listed relay, with every document signed for real.
final class TestNetwork {
  static final Instant START = Instant.parse("2026-01-02T12:00:00Z");
  static final Duration EPOCH = Duration.ofSeconds(10);
  private static final RelayAddress ADDRESS = RelayAddress.of(new byte[] {127, 0, 1, 1}, 2442);

  final HybridKeyPair identity;
  final HybridKeyPair signing;
  final List<SignedDocument> roots = new ArrayList<>();
  final RelayId relay;
  private final Root first;
  private final SignedDocument cert;

  TestNetwork(long seed, List<String> writeUrls) {
    Random random = new Random(seed);
    identity = HybridKeyPair.generate(random);
    signing = HybridKeyPair.generate(random);
    relay = new RelayId(digest(seed));
    List<RootAuthority> authorities = new ArrayList<>();
    List<HybridKeyPair> identities = new ArrayList<>();
    for (int i = 0; i < writeUrls.size(); i++) {
      HybridKeyPair key = i == 0 ? identity : HybridKeyPair.generate(random);
      identities.add(key);
      authorities.add(authority(key, "auth" + i, writeUrls.get(i)));
    }
    first = root(1, authorities, Optional.empty());
    roots.add(SignedDocument.signFirst(first, identities));
    cert = certificate();
  }

  TestNetwork(long seed) {
    this(seed, List.of("http://127.0.0.1:1"));
  }

  Fixed32 id() {
    return roots.getFirst().digest();
  }

  Root root() {
    return first;
  }

  private static RootAuthority authority(HybridKeyPair key, String name, String writeUrl) {
    return new RootAuthority(
        key.publicKey(), name, "localhost", List.of(ADDRESS), "http://127.0.0.1:1", writeUrl);
  }

  private static Root root(long version, List<RootAuthority> authorities, Optional<Fixed32> prev) {
    return new Root(
        version,
        "aurora",
        version == 1 ? START : START.plus(EPOCH.multipliedBy(6)),
        EPOCH,
        EPOCH.multipliedBy(6),
        authorities,
        Profile.TEST,
        Admission.OPEN,
        List.of(),
        0,
        version == 1 ? 1 : 7,
        version == 1 ? 1 : 2,
        START.plus(Duration.ofDays(400)),
        prev);
  }

  /// Adds version 2 of the root, in force from epoch 7.
  void addRoot() {
    Root second = root(2, first.authorities(), Optional.of(roots.getFirst().digest()));
    roots.add(SignedDocument.sign(DocumentKind.ROOT, second, id(), List.of(identity)));
  }

  private SignedDocument certificate() {
    AuthorityCert content =
        new AuthorityCert(
            identity.publicKey().keyId(),
            signing.publicKey(),
            digest(3),
            1,
            START,
            START.plus(Duration.ofDays(90)),
            List.of());
    List<HybridKeyPair> both = new ArrayList<>(List.of(identity, signing));
    return SignedDocument.sign(DocumentKind.AUTHORITY_CERT, content, id(), both);
  }

  /// Everything a mirror serves while `epoch` is the newest, by path below `/nightmail/v1/`;
  /// `variant` makes another consensus of the same epoch.
  Map<String, byte[]> files(long epoch, int variant) {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < roots.size(); i++) {
      files.put("root/" + (i + 1), roots.get(i).encode());
    }
    files.put("root/latest", roots.getLast().encode());
    long keyEpoch = first.keyEpochAt(first.validAfter(epoch));
    List<TablePart> parts = new ArrayList<>();
    for (long k = keyEpoch; k <= keyEpoch + 1; k++) {
      byte[] part = keyPart(k);
      files.put("object/" + Sha256.of(part).hex(), part);
      parts.add(new TablePart(TablePart.Table.KEYS, k, 0, Sha256.of(part), part.length, 1));
    }
    byte[] consensus = consensus(epoch, variant, parts).encode();
    KeySignature signature =
        SignedDocument.signature(DocumentKind.CONSENSUS, epoch, consensus, id(), signing);
    Pointer pointer =
        new Pointer(
            epoch,
            Sha256.of(consensus),
            consensus.length,
            List.of(signature),
            epoch >= 7 ? roots.size() : 1,
            List.of(cert.digest()));
    files.put("object/" + Sha256.of(consensus).hex(), consensus);
    files.put("object/" + cert.digest().hex(), cert.payload());
    files.put("sigs/" + cert.digest().hex(), KeySignature.encodeList(cert.signatures()));
    files.put("consensus/current", pointer.encode());
    return files;
  }

  private Consensus consensus(long epoch, int variant, List<TablePart> parts) {
    Instant validAfter = first.validAfter(epoch);
    Parameters parameters = Parameters.standard(Profile.TEST);
    return new Consensus(
        epoch,
        1,
        epoch >= 7 ? roots.size() : 1,
        validAfter,
        validAfter.plus(EPOCH),
        validAfter.plus(EPOCH.multipliedBy(3)),
        Optional.empty(),
        new TreeMap<>(),
        List.of(),
        new TreeMap<>(parameters.byName()),
        new Consensus.Layering(Topology.FREE_ROUTE, 3, digest(variant), Optional.empty()),
        digest(5),
        new TreeMap<>(),
        0,
        parts,
        List.of(line()),
        List.of(),
        new TreeMap<>(),
        Geometry.digest());
  }

  private ConsensusRelay line() {
    return new ConsensusRelay(
        relay,
        digest(9),
        Set.of(RelayFlag.RUNNING),
        100,
        0,
        "birch",
        List.of(ADDRESS),
        List.of(),
        0,
        0,
        1,
        1,
        20_480,
        0,
        "");
  }

  private byte[] keyPart(long keyEpoch) {
    KeyPart.Entry entry =
        new KeyPart.Entry(relay, 0, digest(8), mixKey(keyEpoch, 0).pair().publicKey());
    return new KeyPart(keyEpoch, List.of(entry)).encode();
  }

  static MixKey mixKey(long keyEpoch, int generation) {
    byte[] seed = new byte[32];
    new Random(keyEpoch * 10 + generation).nextBytes(seed);
    return new MixKey(keyEpoch, generation, XWing.KeyPair.fromSeed(SecretBytes.copyOf(seed)));
  }

  static Fixed32 digest(long n) {
    return Sha256.of(new byte[] {(byte) n});
  }
}
