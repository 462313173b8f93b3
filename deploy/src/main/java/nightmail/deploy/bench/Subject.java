// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.util.Arrays;
import java.util.function.Supplier;

/// What is measured.
enum Subject {
  /// A relay takes the first of four layers off: header and body.
  UNWRAP("unwrap", UnwrapSubject::pair),

  /// A sender makes a packet for four hops.
  CREATE("create", CreateSubject::pair),

  /// An exit reads a SURB from its 6,060 bytes and answers with it.
  SURB_USE("surb-use", SurbSubject::pair),

  /// One body through the four rounds.
  LIONESS("lioness", LionessSubject::pair),

  /// An exit reads a mail of 30 KB out of its batch.
  BATCH_PARSE("batch-parse", BatchSubject::pair),

  /// One hybrid signature over a consensus.
  VERIFY("verify", ConsensusSubject::verify),

  /// A whole consensus with its tables, as a node without history accepts it.
  ACCEPT("accept", ConsensusSubject::accept);

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // a static method without state
  private final Supplier<Pair> maker;

  Subject(String label, Supplier<Pair> maker) {
    this.label = label;
    this.maker = maker;
  }

  /// The name in tables and JSON.
  String label() {
    return label;
  }

  /// A fresh pair, ready to run.
  Pair pair() {
    return maker.get();
  }

  /// @throws IllegalArgumentException for a name that is no subject's
  static Subject named(String label) {
    return Arrays.stream(values())
        .filter(subject -> subject.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no benchmark is called " + label));
  }
}
