// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.trial;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightmail.proto.document.RelayAddress;
import nightmail.proto.document.RelayRole;

/// What a relay of a trial network shall be. `family` is any name; relays with one name are one
/// family.
public record TrialRelayPlan(
    String host,
    RelayAddress address,
    Set<RelayRole> roles,
    int capacityKib,
    int maxObjectKib,
    List<String> domains,
    Optional<String> family) {

  /// Address 10.x.0.1, so that no two of the first 256 share a /16.
  public static TrialRelayPlan mix(int number) {
    return new TrialRelayPlan(
        "mix" + number + ".example",
        RelayAddress.of(new byte[] {10, (byte) number, (byte) (number >> 8), 1}, 2442),
        Set.of(RelayRole.MIX),
        1_024,
        10_240,
        List.of(),
        Optional.empty());
  }

  /// A gateway, which also mixes and is the exit of `domains`.
  public static TrialRelayPlan gateway(int number, String... domains) {
    TrialRelayPlan mix = mix(number);
    return new TrialRelayPlan(
        "gateway" + number + ".example",
        mix.address,
        EnumSet.of(RelayRole.MIX, RelayRole.GATEWAY),
        mix.capacityKib,
        mix.maxObjectKib,
        List.of(domains),
        Optional.empty());
  }

  public TrialRelayPlan inFamily(String name) {
    return new TrialRelayPlan(
        host, address, roles, capacityKib, maxObjectKib, domains, Optional.of(name));
  }

  public TrialRelayPlan withCapacity(int kib) {
    return new TrialRelayPlan(host, address, roles, kib, maxObjectKib, domains, family);
  }
}
