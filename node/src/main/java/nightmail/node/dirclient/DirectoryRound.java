// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nightmail.node.dirclient.DirectoryHttp.Answer;
import nightmail.proto.acceptance.Acceptance;
import nightmail.proto.acceptance.AcceptanceRule;
import nightmail.proto.acceptance.Acceptor;
import nightmail.proto.acceptance.Fetched;
import nightmail.proto.acceptance.StoredState;
import nightmail.proto.acceptance.TrustedRoots;
import nightmail.proto.acceptance.Wanted;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Checked;
import nightmail.proto.document.Consensus;
import nightmail.proto.document.Pointer;

/// One round with one mirror: pointer, then whatever the acceptor still wants, until it decides.
///
/// What an earlier round accepted is not fetched again: objects have their digest for a name.
///
/// Owned by the directory thread.
final class DirectoryRound {
  /// The acceptor asks for more at most this often: consensus and certificates, then parts.
  private static final int MAX_STEPS = 4;

  /// More objects than this are refused; a consensus names at most 192 parts.
  private static final int MAX_OBJECTS = 512;

  /// A larger object is refused before it is asked for (`docs/spec/directory.md` §3).
  private static final int MAX_OBJECT_BYTES = 16 << 20;

  private final DirectoryHttp http;
  private final URI mirror;
  private final TrustedRoots roots;
  private final StoredState stored;
  private final Instant now;

  DirectoryRound(
      DirectoryHttp http, URI mirror, TrustedRoots roots, StoredState stored, Instant now) {
    this.http = http;
    this.mirror = mirror;
    this.roots = roots;
    this.stored = stored;
    this.now = now;
  }

  /// `known` is what is on disk already; `keysToo` asks for the keys of the next key epoch as well.
  RoundOutcome run(Fetched known, boolean keysToo) throws InterruptedException {
    Optional<byte[]> pointer = body("consensus/current", Pointer.MAX_BYTES);
    if (pointer.isEmpty()) {
      return RoundOutcome.notFetched("consensus/current");
    }
    return judge(
        new Fetched(
            pointer.get(), new TreeMap<>(known.objects()), new TreeMap<>(known.signatures())),
        keysToo);
  }

  private RoundOutcome judge(Fetched fetched, boolean keysToo) throws InterruptedException {
    for (int step = 0; step < MAX_STEPS; step++) {
      switch (Acceptor.accept(roots, stored, fetched, now)) {
        case Acceptance.Refused refused -> {
          return RoundOutcome.refused(
              refused.rule(), refused.reason().label() + " " + refused.where());
        }
        case Acceptance.Accepted accepted -> {
          return keysToo && !accepted.later().isEmpty()
              ? withKeys(accepted, fetched)
              : new RoundOutcome.Viewed(accepted, inUse(fetched));
        }
        case Acceptance.Incomplete(List<Wanted> wanted) -> {
          Optional<RoundOutcome.Failed> failed = fetch(wanted, fetched);
          if (failed.isPresent()) {
            return failed.get();
          }
        }
      }
    }
    return RoundOutcome.refused(AcceptanceRule.CONTENT, "wants without end");
  }

  /// A view without the next keys is better than none, so a failure here costs only the keys.
  private RoundOutcome withKeys(Acceptance.Accepted accepted, Fetched fetched)
      throws InterruptedException {
    Fetched more =
        new Fetched(
            fetched.pointer(),
            new TreeMap<>(fetched.objects()),
            new TreeMap<>(fetched.signatures()));
    boolean all = fetch(accepted.later(), more).isEmpty();
    return all && Acceptor.accept(roots, stored, more, now) instanceof Acceptance.Accepted withKeys
        ? new RoundOutcome.Viewed(withKeys, inUse(more))
        : new RoundOutcome.Viewed(accepted, inUse(fetched));
  }

  private Optional<RoundOutcome.Failed> fetch(List<Wanted> wanted, Fetched into)
      throws InterruptedException {
    if (wanted.size() > MAX_OBJECTS) {
      return Optional.of(RoundOutcome.refused(AcceptanceRule.SIZE, "too many objects"));
    }
    for (Wanted one : wanted) {
      if (one.maxBytes() < 0 || one.maxBytes() > MAX_OBJECT_BYTES) {
        return Optional.of(RoundOutcome.refused(AcceptanceRule.SIZE, "object too large"));
      }
      String kind = one.signatures() ? "sigs" : "object";
      Optional<byte[]> body = body(kind + "/" + one.digest().hex(), one.maxBytes());
      if (body.isEmpty()) {
        return Optional.of(RoundOutcome.notFetched(kind));
      }
      if (one.signatures()) {
        into.signatures().put(one.digest(), body.get());
      } else if (Sha256.of(body.get()).equals(one.digest())) {
        into.objects().put(one.digest(), body.get());
      } else {
        return Optional.of(RoundOutcome.refused(AcceptanceRule.SIZE, "other digest"));
      }
    }
    return Optional.empty();
  }

  private Optional<byte[]> body(String path, int maxBytes) throws InterruptedException {
    return http.get(mirror, path, maxBytes) instanceof Answer.Body(int status, byte[] body)
            && status == 200
        ? Optional.of(body)
        : Optional.empty();
  }

  /// Only what an accepted pointer and its consensus name.
  private static Fetched inUse(Fetched fetched) {
    Pointer pointer = Pointer.decode(fetched.pointer()).orThrow();
    Set<Fixed32> named = new HashSet<>(pointer.certs());
    named.add(pointer.digest());
    byte[] payload = fetched.objects().get(pointer.digest());
    if (payload != null
        && Consensus.decode(payload) instanceof Checked.Good<Consensus>(Consensus consensus)) {
      consensus.parts().forEach(part -> named.add(part.digest()));
    }
    return new Fetched(
        fetched.pointer(), only(fetched.objects(), named), only(fetched.signatures(), named));
  }

  private static NavigableMap<Fixed32, byte[]> only(
      NavigableMap<Fixed32, byte[]> all, Set<Fixed32> named) {
    NavigableMap<Fixed32, byte[]> some = new TreeMap<>();
    for (Map.Entry<Fixed32, byte[]> entry : all.entrySet()) {
      if (named.contains(entry.getKey())) {
        some.put(entry.getKey(), entry.getValue());
      }
    }
    return some;
  }
}
