// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Everybody who takes part, and the folder of each.
///
/// @param alice alice's gateway
/// @param bob bob's gateway, the exit
/// @param sink bob's MTA
/// @param mta alice's MTA: this process itself
record Cast(Place authority, List<Place> mixes, Place alice, Place bob, Place sink, Place mta) {
  private static final int FIRST_HOST = 11;
  private static final int MIXES = 4;

  /// Finds an address for everybody.
  static Cast gather(Path folder) throws DemoFailure {
    int x = FIRST_HOST;
    Place authority = place("authority", x++, folder);
    var mixes = new ArrayList<Place>();
    for (int i = 0; i < MIXES; i++) {
      mixes.add(place("mix-" + (char) ('a' + i), x++, folder));
    }
    Place alice = place("alice", x++, folder);
    Place bob = place("bob", x++, folder);
    Place sink = place("sink", x++, folder);
    return new Cast(authority, List.copyOf(mixes), alice, bob, sink, place("mta", x, folder));
  }

  private static Place place(String name, int x, Path folder) throws DemoFailure {
    return new Place(name, Host.find(x), folder.resolve(name));
  }

  List<Place> gateways() {
    return List.of(alice, bob);
  }

  List<Place> relays() {
    var relays = new ArrayList<>(mixes);
    relays.addAll(gateways());
    return List.copyOf(relays);
  }

  /// All processes but this one.
  List<Place> processes() {
    var all = new ArrayList<Place>();
    all.add(authority);
    all.addAll(relays());
    all.add(sink);
    return List.copyOf(all);
  }
}
