// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.wire.Wire;

/// Who the authorities are, when epochs begin, and what the network is for.
///
/// Epoch `firstEpoch` begins at `start`, key epoch `firstKeyEpoch` too. SHA-256 of the payload of
/// version 1 is the network id. `prev` is the digest of the version before.
public record Root(
    long version,
    String network,
    Instant start,
    Duration epochLength,
    Duration mixKeyLength,
    List<RootAuthority> authorities,
    Profile profile,
    Admission admission,
    List<String> mirrors,
    int minClient,
    long firstEpoch,
    long firstKeyEpoch,
    Instant expires,
    Optional<Fixed32> prev) {

  private static final int LEAST_EPOCHS_PER_KEY = 6;
  private static final int MOST_EPOCHS_PER_KEY = 48;

  /// Authorities are put in the order of their ids, mirrors in the order of their names.
  public Root {
    authorities = authorities.stream().sorted(Comparator.comparing(RootAuthority::id)).toList();
    mirrors = mirrors.stream().sorted().toList();
  }

  public Quorum quorum() {
    return new Quorum(authorities.size());
  }

  /// VA(e): when epoch `epoch` begins.
  public Instant validAfter(long epoch) {
    return start.plus(epochLength.multipliedBy(epoch - firstEpoch));
  }

  /// The epoch that `moment` lies in; below `firstEpoch` before the start.
  public long epochAt(Instant moment) {
    long millis = Duration.between(start, moment).toMillis();
    return firstEpoch + Math.floorDiv(millis, epochLength.toMillis());
  }

  /// K(t): the key epoch that `moment` lies in.
  public long keyEpochAt(Instant moment) {
    long millis = Duration.between(start, moment).toMillis();
    return firstKeyEpoch + Math.max(0, Math.floorDiv(millis, mixKeyLength.toMillis()));
  }

  public Optional<RootAuthority> authority(Fixed32 id) {
    return authorities.stream().filter(a -> a.id().equals(id)).findFirst();
  }

  public byte[] encode() {
    return Canonical.encode(
        Wire.Root.newBuilder()
            .setVersion(version)
            .setNetwork(network)
            .setStart(WireValue.seconds(start))
            .setEpochSeconds((int) epochLength.toSeconds())
            .setMixKeySeconds((int) mixKeyLength.toSeconds())
            .addAllAuthorities(authorities.stream().map(RootAuthority::toWire).toList())
            .setProfile(profile.code())
            .setAdmission(admission.code())
            .addAllMirrors(mirrors)
            .setMinClient(minClient)
            .setFirstEpoch(firstEpoch)
            .setFirstKeyEpoch(firstKeyEpoch)
            .setExpires(WireValue.seconds(expires))
            .setPrev(WireValue.bytes(prev))
            .build());
  }

  public static Checked<Root> decode(byte[] payload) {
    return Canonical.read(Wire.Root.getDefaultInstance(), payload, DocumentKind.ROOT.maxBytes())
        .then(Root::fromWire);
  }

  private static Checked<Root> fromWire(Wire.Root wire) {
    List<RootAuthority> authorities = new ArrayList<>();
    for (Wire.Authority authority : wire.getAuthoritiesList()) {
      switch (RootAuthority.fromWire(authority)) {
        case Checked.Good<RootAuthority>(RootAuthority good) -> authorities.add(good);
        case Checked.Refused<RootAuthority>(Refusal reason, String where) -> {
          return Checked.refused(reason, where);
        }
      }
    }
    int epochs = wire.getMixKeySeconds() / wire.getEpochSeconds();
    if (wire.getMixKeySeconds() % wire.getEpochSeconds() != 0
        || epochs < LEAST_EPOCHS_PER_KEY
        || epochs > MOST_EPOCHS_PER_KEY) {
      return Checked.refused(Refusal.OUT_OF_RANGE, "mix_key_seconds");
    }
    if (!ascend(authorities)) {
      return Checked.refused(Refusal.NOT_SORTED, "authorities");
    }
    return Checked.good(fromWire(wire, authorities));
  }

  private static boolean ascend(List<RootAuthority> authorities) {
    for (int i = 1; i < authorities.size(); i++) {
      if (authorities.get(i - 1).id().compareTo(authorities.get(i).id()) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static Root fromWire(Wire.Root wire, List<RootAuthority> authorities) {
    return new Root(
        wire.getVersion(),
        wire.getNetwork(),
        WireValue.instant(wire.getStart()),
        Duration.ofSeconds(wire.getEpochSeconds()),
        Duration.ofSeconds(wire.getMixKeySeconds()),
        authorities,
        wire.getProfile() == 0 ? Profile.PRODUCTION : Profile.TEST,
        Admission.ofCode(wire.getAdmission()),
        wire.getMirrorsList(),
        wire.getMinClient(),
        wire.getFirstEpoch(),
        wire.getFirstKeyEpoch(),
        WireValue.instant(wire.getExpires()),
        WireValue.optional(wire.getPrev()));
  }
}
