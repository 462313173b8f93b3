// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Everything one run of the demo found.
///
/// @param delivered whether the sink has the message for every recipient and the sender's gateway
///   knows the outcome
/// @param octetsIdentical whether what arrived is what was sent, below the trace fields
/// @param hops relays on the way of a packet, the exit included
/// @param seconds from start to end of the whole demo
/// @param messageOctets size of the message
/// @param rules the expectations X1 … X7
/// @param broken the protection switched off, if any
/// @param evidence where the evidence lies, if it was kept
public record DemoReport(
    boolean delivered,
    boolean octetsIdentical,
    int hops,
    double seconds,
    long messageOctets,
    List<PartyReport> parties,
    List<Expectation> rules,
    Optional<Break> broken,
    Optional<String> evidence) {
  public DemoReport {
    parties = List.copyOf(parties);
    rules = List.copyOf(rules);
  }

  /// All expectations: the cells party by party, then the rules.
  public List<Expectation> expectations() {
    var all = new ArrayList<Expectation>();
    for (PartyReport party : parties) {
      Arrays.stream(Secret.values()).map(party::cell).forEach(all::add);
    }
    all.addAll(rules);
    return List.copyOf(all);
  }

  public int total() {
    return expectations().size();
  }

  public int held() {
    return (int) expectations().stream().filter(Expectation::holds).count();
  }

  /// Ids of the expectations that did not hold, sorted.
  public Set<String> red() {
    var red = new TreeSet<String>();
    expectations().stream().filter(one -> !one.holds()).map(Expectation::id).forEach(red::add);
    return red;
  }

  /// Whether every planted marker was found: without that, "not found" means nothing.
  public boolean searchWorks() {
    return parties.stream().allMatch(party -> party.unmarked().isEmpty());
  }

  /// Whether everything expected of an unbroken network held.
  public boolean allHolds() {
    return delivered && octetsIdentical && searchWorks() && red().isEmpty();
  }

  /// Whether the broken protection turned red what it is for, and nothing else.
  public boolean exactlyAsBroken() {
    return searchWorks() && broken.map(b -> new TreeSet<>(b.red()).equals(red())).orElse(false);
  }
}
