// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.DescriptorBuilder;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.Profile;
import nightmail.proto.document.PublishedKey;
import nightmail.proto.document.RelayCert;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.document.Upload;
import nightmail.proto.route.Parameters;
import nightmail.proto.trial.TrialNetwork;
import nightmail.proto.trial.TrialRelay;
import nightmail.proto.trial.TrialRelayPlan;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// TK-3 to TK-7, F5 to F7: what an authority takes from a relay.
class AuthorityCoreTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final TrialNetwork network =
      TrialNetwork.at(START, Parameters.standard(Profile.TEST), new Random(1));
  private final TrialRelay relay = network.add(TrialRelayPlan.mix(1));

  @Test
  @DisplayName("F7: the same sequence with other bytes is a conflict, a lower one is ignored")
  void sequencesOnlyRise() {
    PublishedKey key = key(relay, 1, 1, 0);

    assertEquals(new UploadVerdict.Accepted(), send(descriptor(5, 1, key), START));
    assertRefused(UploadRefusal.SEQUENCE_CONFLICT, send(descriptor(5, 2, key), START));
    assertEquals(new UploadVerdict.Known(), send(descriptor(4, 1, key), START));
  }

  @Test
  @DisplayName("TK-4, F5: another key under one epoch and generation is a conflict")
  void aKeyIsNeverReplaced() {
    send(descriptor(1, 1, key(relay, 1, 1, 0)), START);

    assertRefused(UploadRefusal.KEY_CONFLICT, send(descriptor(2, 1, key(relay, 2, 1, 0)), START));
    assertEquals(new UploadVerdict.Accepted(), send(descriptor(3, 1, key(relay, 2, 1, 1)), START));
  }

  @Test
  @DisplayName("TK-5, F5: a key is used in one epoch and by one relay")
  void aKeyIsNotUsedTwice() {
    TrialRelay other = network.add(TrialRelayPlan.mix(2));
    network.upload(other.upload(START).encode(), START);

    assertRefused(UploadRefusal.BAD_KEY, send(descriptor(1, 1, key(other, 1, 1, 0)), START));
    assertRefused(
        UploadRefusal.BAD_KEY,
        send(descriptor(1, 1, key(relay, 1, 1, 0), key(relay, 1, 2, 0)), START));
  }

  @Test
  @DisplayName("TK-3: keys more than two epochs ahead are refused")
  void keysTooFarAheadAreRefused() {
    assertRefused(UploadRefusal.KEY_EPOCH, send(descriptor(1, 1, key(relay, 1, 4, 0)), START));
  }

  @Test
  @DisplayName("F6: an expired certificate is refused")
  void expiredCertificatesAreRefused() {
    Upload upload = relay.upload(START);
    Instant later = START.plusSeconds(31 * 86_400L);

    assertRefused(UploadRefusal.CERTIFICATE, network.upload(upload.encode(), later));
  }

  @Test
  @DisplayName("F6: the identity key does not sign descriptors")
  void identityKeysDoNotSignDescriptors() {
    SignedDocument cert = cert();
    Descriptor descriptor = builder(1, 1, cert).key(key(relay, 1, 1, 0)).build();
    Upload upload =
        new Upload(
            SignedDocument.sign(
                DocumentKind.DESCRIPTOR,
                descriptor,
                network.networkId(),
                List.of(relay.identity())),
            Optional.of(cert),
            List.of(),
            Optional.empty());

    assertRefused(UploadRefusal.BAD_SIGNATURE, network.upload(upload.encode(), START));
  }

  @Test
  @DisplayName("TK-10: descriptors from the future or of the day before yesterday are refused")
  void oldAndFutureDescriptorsAreRefused() {
    byte[] upload = relay.upload(START).encode();

    assertRefused(UploadRefusal.CLOCK, network.upload(upload, START.plusSeconds(2 * 86_401L)));
    byte[] future = relay.upload(START.plusSeconds(360)).encode();
    assertInstanceOf(UploadVerdict.Refused.class, network.upload(future, START));
  }

  private PublishedKey key(TrialRelay owner, long seedEpoch, long keyEpoch, int generation) {
    return new PublishedKey(keyEpoch, generation, owner.mixKey(seedEpoch).publicKey());
  }

  private SignedDocument cert() {
    RelayCert cert =
        new RelayCert(
            relay.identity().publicKey(),
            relay.signing().publicKey(),
            1,
            START.minusSeconds(60),
            START.plusSeconds(86_400));
    return SignedDocument.sign(
        DocumentKind.RELAY_CERT,
        cert,
        network.networkId(),
        List.of(relay.identity(), relay.signing()));
  }

  private DescriptorBuilder builder(long sequence, int capacity, SignedDocument cert) {
    return new DescriptorBuilder(relay.id(), sequence, START, cert.digest(), relay.linkPin())
        .at(relay.plan().host(), relay.plan().address())
        .capacity(capacity, 1);
  }

  private Upload descriptor(long sequence, int capacity, PublishedKey... keys) {
    SignedDocument cert = cert();
    DescriptorBuilder builder = builder(sequence, capacity, cert);
    List.of(keys).forEach(builder::key);
    return new Upload(
        SignedDocument.sign(
            DocumentKind.DESCRIPTOR,
            builder.build(),
            network.networkId(),
            List.of(relay.signing())),
        Optional.of(cert),
        List.of(),
        Optional.empty());
  }

  private UploadVerdict send(Upload upload, Instant now) {
    return network.upload(upload.encode(), now);
  }

  private static void assertRefused(UploadRefusal reason, UploadVerdict verdict) {
    assertEquals(reason, assertInstanceOf(UploadVerdict.Refused.class, verdict).reason());
  }
}
