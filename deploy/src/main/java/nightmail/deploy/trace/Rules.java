// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightmail.deploy.capture.CapturedPacket;
import nightmail.deploy.capture.Captures;
import nightmail.deploy.report.Expectation;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;

/// The expectations X2, X3 and X4: about packets, not about names.
public final class Rules {
  /// Other packets a mix must hold when it lets the mail's go.
  private static final int COMPANY = 3;

  /// Packets that are tried with every key, besides those of the mail.
  private static final int SAMPLE = 100;

  private Rules() {}

  /// X2: each mix on the way held at least three other packets when it released the mail's.
  public static Expectation company(Trace trace) {
    var fewest = Integer.MAX_VALUE;
    int releases = 0;
    for (List<Arrival> way : trace.letters()) {
      for (Arrival mix : way.subList(0, way.size() - 1)) {
        fewest = Math.min(fewest, company(trace, mix));
        releases++;
      }
    }
    boolean seen = releases > 0;
    return new Expectation(
        "X2",
        "each mix held at least 3 other packets when it released one of the mail's",
        seen && fewest >= COMPANY,
        seen
            ? "%d releases, in the company of %d at least".formatted(releases, fewest)
            : "no packet of the mail was traced");
  }

  private static int company(Trace trace, Arrival mix) {
    return (int)
        trace.arrivals().stream()
            .filter(other -> other.relay().equals(mix.relay()) && !other.equals(mix))
            .filter(other -> other.heldAt(mix.dueNanos()))
            .count();
  }

  /// X3: a recorded packet opens with the key of one relay only, the one it was sent to.
  public static Expectation oneKey(Trace trace) throws IOException {
    var opener = new Opener(false);
    var tried = new ArrayList<Arrival>();
    trace.letters().forEach(way -> tried.addAll(way.subList(0, Math.min(way.size(), 4))));
    List<Arrival> mail = tried.stream().limit(SAMPLE).toList();
    List<Arrival> others = trace.arrivals().stream().limit(SAMPLE).toList();
    int strangers = 0;
    for (Arrival arrival : concat(mail, others)) {
      for (RelayView relay : trace.relays()) {
        if (!relay.name().equals(arrival.relay()) && opener.opens(relay, arrival.packet())) {
          strangers++;
        }
      }
    }
    int packets = mail.size() + others.size();
    return new Expectation(
        "X3",
        "a recorded packet opens with one relay's key only, at its hop",
        !mail.isEmpty() && strangers == 0,
        "%d packets tried with the keys of all %d relays, %d opened elsewhere"
            .formatted(packets, trace.relays().size(), strangers));
  }

  /// X4: after every packet was sent once more by the demo, which records no such copy, no relay
  /// has sent any packet twice.
  ///
  /// @param resent how many packets were sent again
  public static Expectation noReplay(List<RelayView> relays, int resent) throws IOException {
    int forwarded = 0;
    for (RelayView relay : relays) {
      Map<Fixed32, Integer> times = new HashMap<>();
      for (CapturedPacket packet : Captures.outgoing(relay.inside())) {
        times.merge(Sha256.of(Captures.octets(packet)), 1, Integer::sum);
      }
      forwarded += (int) times.values().stream().filter(count -> count > 1).count();
    }
    return new Expectation(
        "X4",
        "sending every recorded packet again forwards nothing",
        resent > 0 && forwarded == 0,
        "%,d packets sent again, %d forwarded again".formatted(resent, forwarded));
  }

  private static List<Arrival> concat(List<Arrival> first, List<Arrival> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
