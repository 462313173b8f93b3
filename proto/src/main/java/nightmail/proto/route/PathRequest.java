// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightmail.proto.packet.RelayId;

/// What a path is wanted for.
///
/// `sender` puts the packet on its first link at `startTime`; `exit` is the last hop. The delays,
/// in milliseconds, are drawn by the caller, one per hop, the last hop's included; their number is
/// the length of the path, 3 to 5. `servesDomain` says that nobody chose the pair of ends (PS-7).
/// `objectKib` is the size of the whole message in KiB, rounded up. `sticky` empty: the sticky
/// position is drawn like every other.
public record PathRequest(
    RelayId sender,
    RelayId exit,
    Instant startTime,
    List<Long> delaysMillis,
    int objectKib,
    boolean servesDomain,
    Optional<StickySet> sticky) {

  public PathRequest {
    delaysMillis = List.copyOf(delaysMillis);
    if (delaysMillis.size() < 3 || delaysMillis.size() > 5) {
      throw new IllegalArgumentException("3 to 5 hops, not " + delaysMillis.size());
    }
  }

  /// Mail to an exit that serves the recipient's domain.
  public static PathRequest forward(
      RelayId sender, RelayId exit, Instant startTime, List<Long> delaysMillis) {
    return new PathRequest(sender, exit, startTime, delaysMillis, 0, true, Optional.empty());
  }

  /// A reply path: `exit` will send it at `startTime`, its predicted release there; it ends at
  /// `maker` (`docs/spec/packet.md`, M-4, S-4).
  public static PathRequest reply(
      RelayId exit, RelayId maker, Instant startTime, List<Long> delaysMillis) {
    return forward(exit, maker, startTime, delaysMillis);
  }

  /// A loop: the same function with both ends the same, so that loops are spread like mail (PS-11).
  public static PathRequest loop(RelayId maker, Instant startTime, List<Long> delaysMillis) {
    return forward(maker, maker, startTime, delaysMillis);
  }

  public PathRequest withObjectKib(int kib) {
    return new PathRequest(sender, exit, startTime, delaysMillis, kib, servesDomain, sticky);
  }

  public PathRequest withThirdPartyExit() {
    return new PathRequest(sender, exit, startTime, delaysMillis, objectKib, false, sticky);
  }

  public PathRequest withSticky(StickySet set) {
    return new PathRequest(
        sender, exit, startTime, delaysMillis, objectKib, servesDomain, Optional.of(set));
  }

  public int hops() {
    return delaysMillis.size();
  }

  /// Mixes before the last hop.
  public int mixes() {
    return delaysMillis.size() - 1;
  }

  public boolean isLoop() {
    return sender.equals(exit);
  }
}
