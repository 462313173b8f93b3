// SPDX-License-Identifier: Apache-2.0
package nightmail.node.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.StickySet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sticky set on disk: one member a line, relay id, until, missing since (`-` while listed).
///
/// A set that cannot be read is drawn anew, and the operator is told: each new draw is one more
/// chance for a bad relay. A set that cannot be written is told too, and mail goes on.
///
/// Written on the relay core thread, seldom and small.
public final class StickyFile {
  private static final Logger LOG = LoggerFactory.getLogger(StickyFile.class);
  private static final String LISTED = "-";

  private final Path file;

  public StickyFile(Path file) {
    this.file = file;
  }

  /// The set kept last; empty if there is none.
  public StickySet load() {
    if (!Files.exists(file)) {
      return StickySet.empty();
    }
    try {
      List<StickySet.Member> members = new ArrayList<>();
      for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
        members.add(member(line.split(" ", -1)));
      }
      return new StickySet(members);
    } catch (IOException | IllegalArgumentException | DateTimeException damaged) {
      LOG.error("the sticky set cannot be read; its mixes are drawn anew");
      return StickySet.empty();
    }
  }

  private static StickySet.Member member(String[] words) {
    if (words.length != 3) {
      throw new IllegalArgumentException("three words a line");
    }
    Instant missing = words[2].equals(LISTED) ? Instant.MAX : Instant.parse(words[2]);
    return new StickySet.Member(
        new RelayId(Fixed32.parseHex(words[0])), Instant.parse(words[1]), missing);
  }

  void keep(StickySet set) {
    StringBuilder text = new StringBuilder();
    for (StickySet.Member member : set.members()) {
      text.append(member.relay().value().hex()).append(' ').append(member.until()).append(' ');
      text.append(member.isListed() ? LISTED : member.missingSince()).append('\n');
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(fresh, text, StandardCharsets.US_ASCII);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException full) {
      LOG.error("the sticky set cannot be written; make room in the state folder");
    }
  }
}
