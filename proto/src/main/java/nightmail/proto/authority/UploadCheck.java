// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Admission;
import nightmail.proto.document.Checked;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.DomainList;
import nightmail.proto.document.FamilyCert;
import nightmail.proto.document.Profile;
import nightmail.proto.document.PublishedKey;
import nightmail.proto.document.Refusal;
import nightmail.proto.document.RelayCert;
import nightmail.proto.document.Root;
import nightmail.proto.document.SignedDocument;
import nightmail.proto.document.Unverified;
import nightmail.proto.document.Upload;

/// The checks of an upload that need nothing but the upload, the record held so far, and the time:
/// signatures, certificates, what it names, times, key epochs, admission.
///
/// Owned by one call.
final class UploadCheck {
  static final Duration CLOCK_SLACK = Duration.ofMinutes(5);
  static final Duration KEPT = Duration.ofDays(2);

  /// TK-3: keys of this key epoch and at most two ahead.
  private static final int MOST_AHEAD = 2;

  private final Fixed32 networkId;
  private final Root root;
  private final AuthorityPolicy policy;
  private final Instant now;

  UploadCheck(Fixed32 networkId, Root root, AuthorityPolicy policy, Instant now) {
    this.networkId = networkId;
    this.root = root;
    this.policy = policy;
    this.now = now;
  }

  /// A verified record, or the way out.
  sealed interface Result {
    record Verified(RelayRecord record) implements Result {}

    record Failed(UploadRefusal reason, String where) implements Result {}
  }

  /// Leaves early through this; never leaves the class.
  private static final class Failure extends Exception {
    private final UploadRefusal reason;
    private final String where;

    Failure(UploadRefusal reason, String where) {
      super(where, null, false, false);
      this.reason = reason;
      this.where = where;
    }
  }

  /// `held` is the record of the relay that the descriptor claims to be of.
  Result check(Upload upload, Descriptor claimed, Optional<RelayRecord> held) {
    try {
      return new Result.Verified(verified(upload, claimed, held));
    } catch (Failure failure) {
      return new Result.Failed(failure.reason, failure.where);
    }
  }

  private RelayRecord verified(Upload upload, Descriptor claimed, Optional<RelayRecord> held)
      throws Failure {
    require(isAdmitted(claimed), UploadRefusal.NOT_ADMITTED, "relay_id");
    SignedDocument signedCert =
        upload
            .cert()
            .or(() -> held.map(RelayRecord::signedCert))
            .orElseThrow(() -> new Failure(UploadRefusal.CERTIFICATE, "cert"));
    RelayCert cert = cert(signedCert, claimed, held);
    Unverified<Descriptor> read = good(upload.descriptor().as(DocumentKind.DESCRIPTOR));
    Descriptor descriptor = good(read.verifiedByAll(networkId, List.of(cert.signing())));
    checkTimes(descriptor);
    checkKeyEpochs(descriptor);
    require(
        root.profile() == Profile.TEST
            || descriptor.addresses().stream().noneMatch(a -> a.isPrivate()),
        UploadRefusal.PRIVATE_ADDRESS,
        "addresses");
    return new RelayRecord(
        descriptor,
        upload.descriptor(),
        cert,
        signedCert,
        families(upload, descriptor, held),
        signedFamilies(upload, held),
        domains(upload, descriptor, held),
        held.map(RelayRecord::firstSeen).orElse(OptionalLong.empty()));
  }

  private boolean isAdmitted(Descriptor claimed) {
    boolean open = root.admission() == Admission.OPEN;
    return !policy.rejects(claimed.relayId())
        && (open || policy.admitted().contains(claimed.relayId()));
  }

  private RelayCert cert(SignedDocument signed, Descriptor claimed, Optional<RelayRecord> held)
      throws Failure {
    Unverified<RelayCert> read = good(signed.as(DocumentKind.RELAY_CERT));
    RelayCert stated = read.unverifiedContent();
    RelayCert cert =
        good(read.verifiedByAll(networkId, List.of(stated.identity(), stated.signing())));
    require(
        cert.relayId().equals(claimed.relayId()) && signed.digest().equals(claimed.cert()),
        UploadRefusal.INCONSISTENT,
        "cert");
    require(cert.isValidAt(now), UploadRefusal.CERTIFICATE, "cert");
    boolean older = held.isPresent() && cert.serial() < held.get().cert().serial();
    boolean other =
        held.isPresent()
            && cert.serial() == held.get().cert().serial()
            && !signed.digest().equals(held.get().signedCert().digest());
    require(!older && !other, UploadRefusal.CERTIFICATE, "cert.serial");
    return cert;
  }

  private void checkTimes(Descriptor descriptor) throws Failure {
    boolean early = descriptor.published().isAfter(now.plus(CLOCK_SLACK));
    boolean late = descriptor.published().isBefore(now.minus(KEPT));
    require(!early && !late, UploadRefusal.CLOCK, "published");
  }

  private void checkKeyEpochs(Descriptor descriptor) throws Failure {
    long present = root.keyEpochAt(now);
    for (PublishedKey key : descriptor.mixKeys()) {
      require(
          key.keyEpoch() >= present - 1 && key.keyEpoch() <= present + MOST_AHEAD,
          UploadRefusal.KEY_EPOCH,
          "mix_keys.key_epoch");
    }
  }

  private List<FamilyCert> families(
      Upload upload, Descriptor descriptor, Optional<RelayRecord> held) throws Failure {
    if (upload.families().isEmpty()
        && held.isPresent()
        && held.get().descriptor().families().equals(descriptor.families())) {
      return held.get().families();
    }
    List<FamilyCert> families = new ArrayList<>();
    List<Fixed32> digests = new ArrayList<>();
    for (SignedDocument signed : upload.families()) {
      Unverified<FamilyCert> read = good(signed.as(DocumentKind.FAMILY_CERT));
      FamilyCert cert =
          good(read.verifiedByAll(networkId, List.of(read.unverifiedContent().family())));
      require(
          cert.isValidAt(now) && cert.relay().equals(descriptor.relayId()),
          UploadRefusal.CERTIFICATE,
          "families");
      digests.add(signed.digest());
      if (!cert.isSponsor()) {
        families.add(cert);
      }
    }
    require(digests.containsAll(descriptor.families()), UploadRefusal.INCONSISTENT, "families");
    return families;
  }

  /// What [#families] was read from.
  private static List<SignedDocument> signedFamilies(Upload upload, Optional<RelayRecord> held) {
    return upload.families().isEmpty()
        ? held.map(RelayRecord::signedFamilies).orElse(List.of())
        : upload.families();
  }

  private static DomainList domains(
      Upload upload, Descriptor descriptor, Optional<RelayRecord> held) throws Failure {
    if (descriptor.domains().isEmpty()) {
      return new DomainList(List.of());
    }
    DomainList list =
        upload
            .domainList()
            .or(() -> held.map(RelayRecord::domains))
            .orElseThrow(() -> new Failure(UploadRefusal.INCONSISTENT, "domains"));
    require(
        Sha256.of(list.encode()).equals(descriptor.domains().get()),
        UploadRefusal.INCONSISTENT,
        "domains");
    return list;
  }

  private static void require(boolean holds, UploadRefusal reason, String where) throws Failure {
    if (!holds) {
      throw new Failure(reason, where);
    }
  }

  private static <T> T good(Checked<T> checked) throws Failure {
    return switch (checked) {
      case Checked.Good<T>(T value) -> value;
      case Checked.Refused<T>(Refusal reason, String where) ->
          throw new Failure(UploadRefusal.of(reason), where);
    };
  }
}
