// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.acceptance;

import java.util.List;
import nightmail.proto.document.Refusal;
import nightmail.proto.route.View;

/// What became of fetched documents.
public sealed interface Acceptance {

  /// A view to use once `state` is on disk. `stale`: past `validUntil`, to be counted and shown.
  /// `later` are the parts of the next key epoch that are not here yet (AC-16).
  record Accepted(View view, StoredState state, boolean stale, List<Wanted> later)
      implements Acceptance {
    public Accepted {
      later = List.copyOf(later);
    }
  }

  /// Good so far; these are missing, in the order in which they were found to be. Fetch them and
  /// ask again.
  record Incomplete(List<Wanted> wanted) implements Acceptance {
    public Incomplete {
      wanted = List.copyOf(wanted);
    }
  }

  /// The last good view stays in use (AC-18); counted and logged by rule.
  record Refused(AcceptanceRule rule, Refusal reason, String where) implements Acceptance {}
}
