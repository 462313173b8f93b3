// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.link;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.packet.RelayId;

/// What one relay demands of the greeting of another (`docs/spec/link.md` L-11).
///
/// Another consensus epoch or digest is no error: views differ for a while after each epoch.
///
/// @param network id of our network
/// @param self our relay id
/// @param geometryDigest of the geometry our consensus names
/// @param listed whether a relay stands in a consensus we accept
public record HelloCheck(
    Fixed32 network, RelayId self, Fixed32 geometryDigest, Predicate<RelayId> listed) {
  /// A peer whose clock is off by more is refused; 5 minutes and the acceptor's noise.
  public static final long MAX_CLOCK_OFFSET_SECONDS = 300 + 10;

  /// Why to close, checked in the order version, network, identity, clock, geometry; empty if the
  /// peer is welcome.
  ///
  /// @param fitsCertificate whether a relay's entry in the consensus pins the peer's certificate
  public Optional<CloseCode> check(Hello peer, Predicate<RelayId> fitsCertificate, Instant now) {
    if (peer.lowestVersion() > Hello.VERSION || peer.version() < Hello.VERSION) {
      return Optional.of(CloseCode.VERSION);
    }
    if (!peer.network().equals(network)) {
      return Optional.of(CloseCode.NETWORK);
    }
    if (!identityFits(peer, fitsCertificate)) {
      return Optional.of(CloseCode.IDENTITY);
    }
    if (Math.abs(clockOffsetSeconds(peer, now)) > MAX_CLOCK_OFFSET_SECONDS) {
      return Optional.of(CloseCode.CLOCK);
    }
    return peer.geometryDigest().equals(geometryDigest)
        ? Optional.empty()
        : Optional.of(CloseCode.GEOMETRY);
  }

  /// Peer's clock minus ours (L-8); an absurd one becomes an absurd offset, not an overflow.
  public static long clockOffsetSeconds(Hello peer, Instant now) {
    long farSeconds = Long.MAX_VALUE / 4;
    long peerSeconds = peer.unixSeconds();
    long bounded = peerSeconds < 0 ? farSeconds : Math.min(peerSeconds, farSeconds);
    return bounded - now.getEpochSecond();
  }

  private boolean identityFits(Hello peer, Predicate<RelayId> fitsCertificate) {
    return fitsCertificate.test(peer.self())
        && peer.peer().equals(self)
        && listed.test(peer.self())
        && listed.test(self);
  }
}
