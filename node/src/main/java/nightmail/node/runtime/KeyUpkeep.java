// SPDX-License-Identifier: Apache-2.0
package nightmail.node.runtime;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import nightmail.node.dirclient.Publisher;
import nightmail.node.keys.KeyChanges;
import nightmail.node.keys.KeyRing;
import nightmail.proto.document.Root;
import nightmail.proto.relay.Event;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.Parameters;
import nightmail.proto.route.View;
import nightmail.proto.time.KeyEpochs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes and destroys mix keys when their time comes, and tells the core and the directory.
///
/// Owned by the upkeep thread.
public final class KeyUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(KeyUpkeep.class);

  private final KeyRing ring;
  private final Views views;
  private final Publisher publisher;
  private final Consumer<Event> core;
  private boolean published;

  public KeyUpkeep(KeyRing ring, Views views, Publisher publisher, Consumer<Event> core) {
    this.ring = ring;
    this.views = views;
    this.publisher = publisher;
    this.core = core;
  }

  /// Does what is due; nothing before a root is known, which says when key epochs begin.
  public void tend(Instant now) {
    Optional<Root> root = views.root();
    if (root.isEmpty()) {
      return;
    }
    try {
      Instant proven = views.view().map(View::validAfter).orElse(Instant.EPOCH);
      KeyChanges changes = ring.tend(epochs(root.get()), root.get().epochLength(), now, proven);
      changes
          .destroyed()
          .forEach(k -> core.accept(new Event.MixKeyRemoved(k.keyEpoch(), k.generation())));
      changes.made().forEach(k -> core.accept(new Event.MixKeyAdded(k.key(), k.table())));
      if (!published || !changes.made().isEmpty() || !changes.destroyed().isEmpty()) {
        publisher.publish(ring.keys());
        published = true;
      }
    } catch (IOException disk) {
      LOG.error("mix keys cannot be kept; free disk space or repair the state folder");
    }
  }

  private KeyEpochs epochs(Root root) {
    Optional<View> view = views.view();
    if (view.isPresent()) {
      return view.get().keyEpochs();
    }
    Parameters standard = Parameters.standard(root.profile());
    return new KeyEpochs(
        root.start(),
        root.firstKeyEpoch(),
        root.mixKeyLength(),
        Duration.ofMillis(standard.value(Parameter.MIXKEY_EARLY_MS)),
        Duration.ofMillis(standard.value(Parameter.MIXKEY_LATE_MS)),
        Duration.ofMillis(standard.value(Parameter.MIXKEY_GUARD_MS)));
  }
}
