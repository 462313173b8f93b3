// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import nightmail.proto.authority.AuthoritySelf;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridKeyPair;
import nightmail.proto.document.Admission;
import nightmail.proto.document.AuthorityCert;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.Profile;
import nightmail.proto.document.RelayAddress;
import nightmail.proto.document.Root;
import nightmail.proto.document.RootAuthority;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.Parameters;

/// The one authority of a trial network, with its keys.
record TrialAuthority(AuthoritySelf self, SignedDocument signedRoot, HybridKeyPair signing) {
  Root root() {
    return self.root();
  }

  static TrialAuthority make(Instant start, Parameters parameters, RandomGenerator random) {
    HybridKeyPair identity = HybridKeyPair.generate(random);
    HybridKeyPair signing = HybridKeyPair.generate(random);
    Root root = root(start, parameters, identity);
    SignedDocument signedRoot = SignedDocument.signFirst(root, List.of(identity));
    Fixed32 networkId = signedRoot.digest();
    AuthorityCert cert =
        new AuthorityCert(
            identity.publicKey().keyId(),
            signing.publicKey(),
            Fixed32.of(new byte[Fixed32.BYTES]),
            1,
            start.minus(Duration.ofDays(1)),
            start.plus(Duration.ofDays(400)),
            List.of());
    SignedDocument signedCert =
        SignedDocument.sign(
            DocumentKind.AUTHORITY_CERT, cert, networkId, List.of(identity, signing));
    return new TrialAuthority(
        new AuthoritySelf(networkId, root, cert, signedCert), signedRoot, signing);
  }

  private static Root root(Instant start, Parameters parameters, HybridKeyPair identity) {
    RootAuthority authority =
        new RootAuthority(
            identity.publicKey(),
            "trial",
            "authority.example",
            List.of(RelayAddress.of(new byte[] {127, 0, 0, 1}, 2443)),
            "http://127.0.0.1:8080",
            "http://127.0.0.1:8080");
    return new Root(
        1,
        "trial",
        start,
        parameters.duration(Parameter.EPOCH_LENGTH_S),
        parameters.duration(Parameter.MIXKEY_LENGTH_S),
        List.of(authority),
        Profile.TEST,
        Admission.OPEN,
        List.of(),
        0,
        1,
        1,
        start.plus(Duration.ofDays(400)),
        Optional.empty());
  }
}
