// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import nightmail.node.admin.Counter.DirectoryRejects;
import nightmail.proto.acceptance.Acceptance.Accepted;
import nightmail.proto.acceptance.AcceptanceRule;
import nightmail.proto.acceptance.Fetched;

/// What one round with one mirror came to.
sealed interface RoundOutcome {
  /// Documents that were accepted; `fetched` is what they need and nothing more.
  record Viewed(Accepted accepted, Fetched fetched) implements RoundOutcome {}

  /// Nothing to use; `what` is a rule with a field's path, never input.
  record Failed(DirectoryRejects rule, String what) implements RoundOutcome {}

  static Failed notFetched(String what) {
    return new Failed(DirectoryRejects.FETCH, what);
  }

  static Failed refused(AcceptanceRule rule, String what) {
    return new Failed(
        switch (rule) {
          case ROOT_CHAIN -> DirectoryRejects.ROOT_CHAIN;
          case SIZE -> DirectoryRejects.SIZE;
          case SIGNATURES -> DirectoryRejects.SIGNATURES;
          case FORM -> DirectoryRejects.FORM;
          case TIME -> DirectoryRejects.TIME;
          case NEWER -> DirectoryRejects.NEWER;
          case METHOD -> DirectoryRejects.METHOD;
          case CONTENT -> DirectoryRejects.CONTENT;
          case PARTS -> DirectoryRejects.PARTS;
        },
        (rule.label() + " " + what).strip());
  }
}
