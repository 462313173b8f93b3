// SPDX-License-Identifier: Apache-2.0
package nightmail.node.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import nightmail.node.admin.Counter;
import nightmail.node.admin.Meters;
import nightmail.node.dirclient.DirectoryListener;
import nightmail.node.dirclient.Publisher;
import nightmail.node.link.Links;
import nightmail.proto.document.Root;
import nightmail.proto.relay.Event;
import nightmail.proto.route.View;

/// Tells everybody of a new root or view, and remembers the newest.
///
/// Safe for any thread.
public final class Views implements DirectoryListener {
  private final Links links;
  private final Publisher publisher;
  private final Meters meters;
  private final Consumer<Event> core;
  private volatile Optional<Root> root = Optional.empty();
  private volatile Optional<View> view = Optional.empty();

  public Views(Links links, Publisher publisher, Meters meters, Consumer<Event> core) {
    this.links = links;
    this.publisher = publisher;
    this.meters = meters;
    this.core = core;
  }

  @Override
  public void root(Root newest) {
    root = Optional.of(newest);
    publisher.root(newest);
  }

  @Override
  public void accepted(View newest, boolean stale) {
    view = Optional.of(newest);
    links.view(newest);
    core.accept(new Event.ViewAccepted(newest));
    publisher.seen(newest).ifPresent(meters::count);
  }

  @Override
  public void rejected(Counter.DirectoryRejects rule) {
    meters.count(rule);
  }

  Optional<Root> root() {
    return root;
  }

  public Optional<View> view() {
    return view;
  }

  /// Since the view in use became valid; negative without one.
  public double ageSeconds(Instant now) {
    return view.map(v -> (double) Duration.between(v.validAfter(), now).toSeconds()).orElse(-1.0);
  }
}
