// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightmail.proto.acceptance.AcceptanceRule;
import nightmail.proto.document.Checked;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.SignedDocument;

/// Asks a mirror for the roots that follow a known chain; nothing is verified here.
///
/// Owned by the directory thread.
final class RootRound {
  /// More new versions than this take another round.
  static final int MAX_NEW_VERSIONS = 64;

  /// Of the longest chain there may be (TK-8).
  private static final int MAX_VERSIONS = 1_024;

  private final DirectoryHttp http;
  private final URI mirror;

  RootRound(DirectoryHttp http, URI mirror) {
    this.http = http;
    this.mirror = mirror;
  }

  /// `known` and what follows it, or the failure.
  sealed interface Chain {
    record Longer(List<SignedDocument> chain) implements Chain {}

    record Same() implements Chain {}

    record Broken(RoundOutcome.Failed why) implements Chain {}
  }

  Chain fetch(List<SignedDocument> known) throws InterruptedException {
    Optional<SignedDocument> latest = get("root/latest");
    if (latest.isEmpty()) {
      return new Chain.Broken(RoundOutcome.notFetched("root/latest"));
    }
    long newest =
        switch (latest.get().as(DocumentKind.ROOT)) {
          case Checked.Good(var root) -> root.unverifiedContent().version();
          case Checked.Refused(var reason, var where) -> 0;
        };
    if (newest < 1 || newest > MAX_VERSIONS) {
      return new Chain.Broken(RoundOutcome.refused(AcceptanceRule.ROOT_CHAIN, "version"));
    }
    return newest <= known.size() ? new Chain.Same() : longer(known, (int) newest);
  }

  private Chain longer(List<SignedDocument> known, int newest) throws InterruptedException {
    List<SignedDocument> chain = new ArrayList<>(known);
    int last = Math.min(newest, known.size() + MAX_NEW_VERSIONS);
    for (int version = known.size() + 1; version <= last; version++) {
      Optional<SignedDocument> root = get("root/" + version);
      if (root.isEmpty()) {
        return new Chain.Broken(RoundOutcome.notFetched("root/" + version));
      }
      chain.add(root.get());
    }
    return new Chain.Longer(chain);
  }

  private Optional<SignedDocument> get(String path) throws InterruptedException {
    return http.get(mirror, path, SignedDocument.MAX_BYTES)
                instanceof DirectoryHttp.Answer.Body(int status, byte[] body)
            && status == 200
        ? SignedDocument.decode(body).asOptional()
        : Optional.empty();
  }
}
