// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.util.List;
import java.util.random.RandomGenerator;
import nightmail.proto.document.RelayFlag;

/// Draws the exit of a message, once per message and before its paths (PS-1, PS-2).
///
/// Only the domain table is asked, never DNS: a question would name the recipient.
///
/// Safe for any thread.
public final class ExitChooser {
  private ExitChooser() {}

  /// Uniform among the domain's listed relays that have a key and are not leaving; third-party
  /// exits by weight, only for a domain that nobody serves and if the policy allows them.
  public static ExitChoice choose(View view, ExitRequest request, RandomGenerator random) {
    if (request.now().isAfter(view.staleUntil())) {
      return new ExitChoice.NoExit(PathRefusal.STALE);
    }
    return view.serves(request.domain())
        ? ofDomain(view, request, random)
        : thirdParty(view, request, random);
  }

  private static ExitChoice ofDomain(View view, ExitRequest request, RandomGenerator random) {
    List<RelayEntry> listed =
        view.exitsFor(request.domain()).stream().filter(r -> !r.has(RelayFlag.LEAVING)).toList();
    List<RelayEntry> keyed = listed.stream().filter(r -> hasKey(view, r, request)).toList();
    List<RelayEntry> wide =
        keyed.stream().filter(r -> r.maxObjectKib() >= request.objectKib()).toList();
    if (wide.isEmpty()) {
      return new ExitChoice.NoExit(reason(listed, keyed));
    }
    RelayEntry exit = wide.get(UnbiasedDraw.index(wide.size(), random));
    return new ExitChoice.Exit(exit.id(), true);
  }

  private static PathRefusal reason(List<RelayEntry> listed, List<RelayEntry> keyed) {
    if (listed.isEmpty()) {
      return PathRefusal.EXIT_DOWN;
    }
    return keyed.isEmpty() ? PathRefusal.EXIT_KEY : PathRefusal.TOO_BIG;
  }

  private static ExitChoice thirdParty(View view, ExitRequest request, RandomGenerator random) {
    Candidates exits =
        Candidates.of(view.relays(), RelayEntry::weight)
            .only(
                r ->
                    request.thirdPartyAllowed()
                        && r.has(RelayFlag.OPEN_EXIT)
                        && !r.has(RelayFlag.BAD_EXIT)
                        && !r.has(RelayFlag.LEAVING)
                        && r.maxObjectKib() >= request.objectKib()
                        && hasKey(view, r, request));
    return exits.isEmpty()
        ? new ExitChoice.NoExit(PathRefusal.NO_EXIT)
        : new ExitChoice.Exit(exits.draw(random).id(), false);
  }

  private static boolean hasKey(View view, RelayEntry relay, ExitRequest request) {
    return view.key(relay.id(), view.keyEpochs().forArrival(request.now())).isPresent();
  }
}
