// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.security.DigestException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import nightmail.proto.acceptance.Acceptance;
import nightmail.proto.acceptance.Acceptor;
import nightmail.proto.acceptance.Fetched;
import nightmail.proto.acceptance.StoredState;
import nightmail.proto.acceptance.TrustedRoots;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Consensus;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.Pointer;
import nightmail.proto.document.Profile;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.document.Unverified;
import nightmail.proto.route.Parameters;
import nightmail.proto.trial.TrialNetwork;
import nightmail.proto.trial.TrialRelayPlan;

/// Checking a consensus of twenty relays and one authority, made in memory.
final class ConsensusSubject {
  static final int RELAYS = 20;

  /// Signatures of an acceptance: the consensus, and both of the authority's certificate.
  static final int SIGNATURES = 3;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long EPOCH = 2;

  private ConsensusSubject() {}

  /// One signature of one key; the document was read before.
  static Pair verify() {
    TrialNetwork network = network();
    byte[] payload = payload(network.fetched());
    HybridKeyPair signer = HybridKeyPair.generate(new Random(2));
    var signature =
        SignedDocument.signature(
            DocumentKind.CONSENSUS, EPOCH, payload, network.networkId(), signer);
    Unverified<Consensus> consensus =
        new SignedDocument(DocumentKind.CONSENSUS.code(), payload, List.of(signature))
            .as(DocumentKind.CONSENSUS)
            .orThrow();
    Operation ours =
        () -> consensus.verifiedBy(network.networkId(), List.of(signer.publicKey()), 1).orThrow();
    BareVerification bare = new BareVerification(payload, DocumentKind.CONSENSUS.label(), signer);
    return new Pair(ours, () -> holds(bare));
  }

  /// Everything between fetched bytes and a view. Beside it: SHA-256 of each object and the
  /// signatures; reading, checking and building the tables is all ours.
  static Pair accept() {
    TrialNetwork network = network();
    TrustedRoots roots = network.roots();
    Fetched fetched = network.fetched();
    Instant now = network.root().validAfter(EPOCH);
    Operation ours =
        () ->
            switch (Acceptor.accept(roots, StoredState.first(), fetched, now)) {
              case Acceptance.Accepted accepted -> accepted;
              case Acceptance other -> throw new IllegalStateException(other.toString());
            };
    BareVerification bare =
        new BareVerification(
            payload(fetched),
            DocumentKind.CONSENSUS.label(),
            HybridKeyPair.generate(new Random(2)));
    MessageDigest sha256 = Sha256.instance();
    return new Pair(ours, () -> accepted(fetched, sha256, bare));
  }

  private static Boolean accepted(Fetched fetched, MessageDigest sha256, BareVerification bare) {
    byte[] digest = new byte[Sha256.BYTES];
    try {
      for (byte[] object : fetched.objects().values()) {
        sha256.update(object);
        sha256.digest(digest, 0, digest.length);
      }
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes of room", e);
    }
    for (int i = 1; i < SIGNATURES; i++) {
      holds(bare);
    }
    return holds(bare);
  }

  private static Boolean holds(BareVerification bare) {
    if (!bare.verify()) {
      throw new IllegalStateException("the signature is good");
    }
    return Boolean.TRUE;
  }

  private static TrialNetwork network() {
    TrialNetwork network = TrialNetwork.at(START, Parameters.standard(Profile.TEST), new Random(1));
    network.add(TrialRelayPlan.gateway(1, "a.example"));
    for (int i = 2; i <= RELAYS; i++) {
      network.add(TrialRelayPlan.mix(i));
    }
    network.advanceTo(EPOCH);
    return network;
  }

  private static byte[] payload(Fetched fetched) {
    Fixed32 digest = Pointer.decode(fetched.pointer()).orThrow().digest();
    byte[] payload = fetched.objects().get(digest);
    if (payload == null) {
      throw new IllegalStateException("the network serves its consensus");
    }
    return payload;
  }
}
