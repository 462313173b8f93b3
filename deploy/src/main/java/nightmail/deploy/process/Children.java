// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;

/// All processes of one demo, in the order they were started.
///
/// Closing ends them all, at the same time. Owned by the thread that runs the demo.
public final class Children implements AutoCloseable {
  private final List<Child> all = new ArrayList<>();

  /// Starts one more.
  public Child start(String name, List<String> command, Path log) throws IOException {
    Child child = Child.start(name, command, log);
    all.add(child);
    return child;
  }

  public List<Child> all() {
    return List.copyOf(all);
  }

  /// The child of that name.
  ///
  /// @throws NoSuchElementException if there is none
  public Child named(String name) {
    return all.stream().filter(child -> child.name().equals(name)).findFirst().orElseThrow();
  }

  /// Fails if one has ended that should be running.
  public void checkAlive() throws IOException {
    for (Child child : all) {
      if (!child.alive()) {
        throw new IOException(child.name() + " ended by itself: " + child.lastLine());
      }
    }
  }

  /// What each said last, one line each, for a person who must find out why a stage stood still.
  public List<String> lastLines() {
    return all.stream().map(child -> child.name() + ": " + child.lastLine()).toList();
  }

  @Override
  public void close() {
    var ended = new CountDownLatch(all.size());
    for (Child child : all) {
      Thread.ofVirtual()
          .start(
              () -> {
                child.close();
                ended.countDown();
              });
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      all.forEach(Child::close);
      Thread.currentThread().interrupt();
    }
  }
}
