// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightmail.proto.mix.Delay;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.Parameters;
import nightmail.proto.route.PathChoice;
import nightmail.proto.route.PathChooser;
import nightmail.proto.route.PathRequest;
import nightmail.proto.route.StickyRenewal;
import nightmail.proto.route.StickySet;
import nightmail.proto.route.View;
import org.jspecify.annotations.Nullable;

/// Draws ways through the network: letters, loops and answers all by one rule (PS-11, M-4).
///
/// Owned by the relay core thread.
final class Ways {
  private final RelaySettings settings;
  private final Entropy entropy;
  private final Outbox outbox;
  private final PathChooser chooser = new PathChooser();
  private StickySet sticky;
  private @Nullable View view;

  Ways(RelaySettings settings, Entropy entropy, Outbox outbox, StickySet sticky) {
    this.settings = settings;
    this.entropy = entropy;
    this.outbox = outbox;
    this.sticky = sticky;
  }

  void view(View accepted) {
    view = accepted;
    if (!StickyRenewal.isOn(accepted)) {
      return;
    }
    StickySet renewed =
        StickyRenewal.renew(sticky, accepted, settings.self(), outbox.wall(), entropy.path());
    if (!renewed.equals(sticky)) {
      sticky = renewed;
      outbox.put(new Effect.KeepSticky(renewed));
    }
  }

  /// From this relay to `to`, sent at `start`.
  Optional<Way> out(RelayId to, Instant start) {
    return draw(settings.self(), to, start);
  }

  /// From `from` back to this relay, sent at `start`.
  Optional<Way> back(RelayId from, Instant start) {
    return draw(from, settings.self(), start);
  }

  private Optional<Way> draw(RelayId from, RelayId to, Instant start) {
    View current = view;
    if (current == null || !outbox.wall().isBefore(current.staleUntil())) {
      outbox.count(Tally.PATH_NONE);
      return Optional.empty();
    }
    List<Long> delays = delays(current.parameters());
    PathRequest request = PathRequest.forward(from, to, start, delays);
    if (StickyRenewal.isOn(current)) {
      request = request.withSticky(sticky);
    }
    return switch (chooser.choose(current, request, entropy.path())) {
      case PathChoice.Path path -> Optional.of(new Way(path.hops(), travel(current, delays)));
      case PathChoice.NoPath _ -> {
        outbox.count(Tally.PATH_NONE);
        yield Optional.empty();
      }
    };
  }

  private List<Long> delays(Parameters parameters) {
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < parameters.pathRelays(); i++) {
      delays.add(
          Delay.sample(parameters.meanDelayMillis(), parameters.delayCapMillis(), entropy.delay()));
    }
    return delays;
  }

  private static long travel(View view, List<Long> delays) {
    long sum = view.parameters().linkMillis() * delays.size();
    for (long delay : delays) {
      sum += delay;
    }
    return sum;
  }
}
