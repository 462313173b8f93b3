// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import nightmail.node.admin.Counter;
import nightmail.proto.document.Root;
import nightmail.proto.route.View;

/// Who hears from the directory. Called on the directory thread; must not block long.
public interface DirectoryListener {
  /// The newest verified root, once at the start and after each change; comes before any view.
  void root(Root root);

  /// A view to use from now on; it is on disk already. `stale`: past its `validUntil`, to be shown.
  /// The same epoch comes again when keys of the next key epoch have arrived.
  void accepted(View view, boolean stale);

  /// A round that brought nothing; the last view stays in use (AC-18).
  void rejected(Counter.DirectoryRejects rule);
}
