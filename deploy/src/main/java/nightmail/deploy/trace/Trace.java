// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightmail.deploy.capture.CapturedPacket;
import nightmail.deploy.capture.Captures;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import org.jspecify.annotations.Nullable;

/// Where every recorded packet came from and went to: what nobody in the network can know, and the
/// demo only because it holds the keys of all relays.
public final class Trace {
  private final List<RelayView> relays;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Map<Fixed32, Arrival> byOnward = new HashMap<>();

  private Trace(List<RelayView> relays) {
    this.relays = relays;
  }

  /// Opens every packet that came in anywhere; a second copy of one is left out.
  ///
  /// @param clear whether bodies are not sealed at all
  public static Trace of(List<RelayView> relays, boolean clear) throws IOException {
    var trace = new Trace(List.copyOf(relays));
    var opener = new Opener(clear);
    for (RelayView relay : relays) {
      Set<Fixed32> met = new HashSet<>();
      for (CapturedPacket packet : Captures.incoming(relay.inside())) {
        byte[] octets = Captures.octets(packet);
        if (met.add(Sha256.of(octets))) {
          opener.open(relay, packet, octets).ifPresent(trace::add);
        }
      }
    }
    return trace;
  }

  private void add(Arrival arrival) {
    arrivals.add(arrival);
    arrival.onward().ifPresent(digest -> byOnward.put(digest, arrival));
  }

  List<RelayView> relays() {
    return relays;
  }

  Collection<Arrival> arrivals() {
    return arrivals;
  }

  /// The way of each packet that carried a part of the mail, first relay first, the exit last.
  List<List<Arrival>> letters() {
    return arrivals.stream().filter(Arrival::mail).map(this::way).toList();
  }

  private List<Arrival> way(Arrival last) {
    var way = new ArrayList<Arrival>();
    @Nullable Arrival at = last;
    while (at != null) {
      way.addFirst(at);
      at = byOnward.get(at.digest());
    }
    return List.copyOf(way);
  }

  /// Names of the relays on the way of the first letter; empty if none was seen.
  public List<String> path() {
    return letters().stream()
        .min((a, b) -> Long.compare(a.getFirst().packet().nanos(), b.getFirst().packet().nanos()))
        .map(way -> way.stream().map(Arrival::relay).toList())
        .orElse(List.of());
  }
}
