// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.XWing;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.DescriptorBuilder;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.DomainList;
import nightmail.proto.document.FamilyCert;
import nightmail.proto.document.PublishedKey;
import nightmail.proto.document.RelayCert;
import nightmail.proto.document.RelayRole;
import nightmail.proto.document.Root;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.document.Upload;
import nightmail.proto.packet.RelayId;

/// A relay of a trial network with all its keys.
///
/// Owned by one thread.
public final class TrialRelay {
  private static final Duration CERT_LIFE = Duration.ofDays(30);

  private final TrialRelayPlan plan;
  private final Fixed32 networkId;
  private final Root root;
  private final RandomGenerator random;
  private final HybridKeyPair identity;
  private final HybridKeyPair signing;
  private final Fixed32 linkPin;
  private final Optional<HybridKeyPair> family;
  private final NavigableMap<Long, XWing.KeyPair> mixKeys = new TreeMap<>();
  private long sequence;
  private long certSerial;

  /// A relay for the network of `root`; all its keys come from `random`.
  public TrialRelay(
      TrialRelayPlan plan,
      Fixed32 networkId,
      Root root,
      Optional<HybridKeyPair> family,
      RandomGenerator random) {
    this.plan = plan;
    this.networkId = networkId;
    this.root = root;
    this.family = family;
    this.random = random;
    this.identity = HybridKeyPair.generate(random);
    this.signing = HybridKeyPair.generate(random);
    byte[] pin = new byte[Fixed32.BYTES];
    random.nextBytes(pin);
    this.linkPin = Fixed32.of(pin);
  }

  public RelayId id() {
    return new RelayId(identity.publicKey().keyId());
  }

  public TrialRelayPlan plan() {
    return plan;
  }

  public HybridKeyPair identity() {
    return identity;
  }

  public HybridKeyPair signing() {
    return signing;
  }

  public Fixed32 linkPin() {
    return linkPin;
  }

  /// The mix key of a key epoch; made when first asked for.
  public XWing.KeyPair mixKey(long keyEpoch) {
    return mixKeys.computeIfAbsent(
        keyEpoch, e -> XWing.KeyPair.fromSeed(SecretBytes.draw(XWing.SEED_BYTES, random)));
  }

  /// The next upload as of `now`: keys of this key epoch and the one after, a new certificate.
  public Upload upload(Instant now) {
    SignedDocument cert = cert(now);
    Optional<SignedDocument> familyCert = family.map(f -> familyCert(f, now));
    DomainList domains = new DomainList(plan.domains());
    Descriptor descriptor = descriptor(now, cert, familyCert, domains);
    return new Upload(
        SignedDocument.sign(DocumentKind.DESCRIPTOR, descriptor, networkId, List.of(signing)),
        Optional.of(cert),
        familyCert.stream().toList(),
        domains.names().isEmpty() ? Optional.empty() : Optional.of(domains));
  }

  private Descriptor descriptor(
      Instant now, SignedDocument cert, Optional<SignedDocument> familyCert, DomainList domains) {
    sequence++;
    long keyEpoch = root.keyEpochAt(now);
    DescriptorBuilder builder =
        new DescriptorBuilder(id(), sequence, now, cert.digest(), linkPin)
            .at(plan.host(), plan.address())
            .roles(EnumSet.copyOf(plan.roles()))
            .capacity(plan.capacityKib(), plan.maxObjectKib())
            .exitPolicy(plan.roles().contains(RelayRole.THIRD_PARTY_EXIT) ? 2 : 0)
            .domains(domains);
    familyCert.ifPresent(builder::family);
    for (long epoch = keyEpoch; epoch <= keyEpoch + 2; epoch++) {
      builder.key(new PublishedKey(epoch, 0, mixKey(epoch).publicKey()));
    }
    return builder.build();
  }

  private SignedDocument cert(Instant now) {
    certSerial++;
    RelayCert cert =
        new RelayCert(
            identity.publicKey(),
            signing.publicKey(),
            certSerial,
            now.minusSeconds(60),
            now.plus(CERT_LIFE));
    return SignedDocument.sign(
        DocumentKind.RELAY_CERT, cert, networkId, List.of(identity, signing));
  }

  private SignedDocument familyCert(HybridKeyPair key, Instant now) {
    FamilyCert cert =
        new FamilyCert(key.publicKey(), id(), now.minusSeconds(60), now.plus(CERT_LIFE), false);
    return SignedDocument.sign(DocumentKind.FAMILY_CERT, cert, networkId, List.of(key));
  }
}
