// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import nightmail.node.admin.Counter.DirectoryRejects;
import nightmail.proto.document.Root;
import nightmail.proto.route.View;

/// Remembers what it was told.
final class HeardListener implements DirectoryListener {
  final List<Root> roots = new ArrayList<>();
  final List<View> views = new ArrayList<>();
  final List<DirectoryRejects> rejects = new ArrayList<>();
  final CountDownLatch firstView = new CountDownLatch(1);

  List<Long> epochs() {
    return views.stream().map(View::epoch).toList();
  }

  @Override
  public void root(Root root) {
    roots.add(root);
  }

  @Override
  public void accepted(View view, boolean stale) {
    views.add(view);
    firstView.countDown();
  }

  @Override
  public void rejected(DirectoryRejects rule) {
    rejects.add(rule);
  }
}
