// SPDX-License-Identifier: Apache-2.0
package nightmail.directory.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightmail.directory.store.DirectoryStore;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Pointer;
import nightmail.proto.document.Root;

/// Paths under `/nightmail/v1` that are read (HT-1 to HT-4), out of the store.
///
/// Safe for any thread; reads files.
public final class ReadPages {
  static final String BASE = "/nightmail/v1/";

  private static final Pattern PATH =
      Pattern.compile("/nightmail/v1/(root|consensus|object|sigs)/([0-9a-z]{1,64})");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final String MINUTE = "public, max-age=60";
  private static final String HOUR = "public, max-age=3600";

  private final DirectoryStore store;
  private final Root root;
  private final InstantSource clock;

  public ReadPages(DirectoryStore store, Root root, InstantSource clock) {
    this.store = store;
    this.root = root;
    this.clock = clock;
  }

  /// 404 for whatever is not there, and for paths that are none.
  ///
  /// @throws IOException if the disk fails
  public Answer get(String path) throws IOException {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Answer.status(404);
    }
    Optional<Answer> found = found(matcher.group(1), matcher.group(2));
    return found.orElseGet(() -> Answer.status(404));
  }

  private Optional<Answer> found(String kind, String name) throws IOException {
    return switch (kind) {
      case "root" -> root(name);
      case "consensus" -> consensus(name);
      case "object" ->
          HEX.matcher(name).matches()
              ? store
                  .object(Fixed32.parseHex(name))
                  .map(b -> Answer.bytes(Answer.IMMUTABLE, name, b))
              : Optional.empty();
      default ->
          HEX.matcher(name).matches()
              ? store
                  .signatures(Fixed32.parseHex(name))
                  .map(b -> Answer.bytes(MINUTE, Sha256.of(b).hex(), b))
              : Optional.empty();
    };
  }

  private Optional<Answer> root(String name) throws IOException {
    if (name.equals("latest")) {
      return store.latestRoot().map(b -> Answer.bytes(MINUTE, Sha256.of(b).hex(), b));
    }
    return NUMBER.matcher(name).matches()
        ? store
            .root(Long.parseLong(name))
            .map(b -> Answer.bytes(Answer.IMMUTABLE, Sha256.of(b).hex(), b))
        : Optional.empty();
  }

  private Optional<Answer> consensus(String name) throws IOException {
    if (name.equals("current")) {
      return store.currentPointer().map(b -> pointer(b, untilNextEpoch()));
    }
    return NUMBER.matcher(name).matches()
        ? store.pointer(Long.parseLong(name)).map(b -> pointer(b, HOUR))
        : Optional.empty();
  }

  /// The tag is the digest of the consensus, as HT-2 says.
  private static Answer pointer(byte[] bytes, String cacheControl) {
    String tag = Pointer.decode(bytes).asOptional().map(p -> p.digest().hex()).orElse("damaged");
    return Answer.bytes(cacheControl, tag, bytes);
  }

  private String untilNextEpoch() {
    Instant now = clock.instant();
    Instant next = root.validAfter(root.epochAt(now) + 1);
    return "public, max-age=" + Math.max(1, Duration.between(now, next).toSeconds());
  }
}
