// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import nightmail.deploy.capture.TlsRecords;
import nightmail.deploy.report.Expectation;

/// X1: on every link, outside TLS, all frames have one size.
///
/// A frame of 32,772 octets leaves in one write, which TLS cuts into records of 16,384, 16,384 and
/// 4 octets, each 22 longer on the wire. After the handshake a link shows these three again and
/// again and nothing else.
public final class WireSizes {
  private static final List<Integer> FRAME = List.of(16_384 + 22, 16_384 + 22, 4 + 22);
  private static final int FRAME_OCTETS = FRAME.stream().mapToInt(Integer::intValue).sum();

  private final TreeMap<Integer, Integer> strangers = new TreeMap<>();
  private int frames;
  private int streams;

  /// Looks at all `links`, streams recorded outside TLS.
  public static Expectation check(List<Path> links) throws IOException {
    var sizes = new WireSizes();
    for (Path link : links) {
      sizes.add(TlsRecords.sizes(link));
    }
    return sizes.result();
  }

  private void add(List<Integer> records) {
    int at = records.indexOf(FRAME.getFirst());
    if (at < 0) {
      return; // nothing but a handshake
    }
    streams++;
    for (; at + FRAME.size() <= records.size(); at += FRAME.size()) {
      List<Integer> frame = records.subList(at, at + FRAME.size());
      if (frame.equals(FRAME)) {
        frames++;
      } else {
        strangers.merge(frame.stream().mapToInt(Integer::intValue).sum(), 1, Integer::sum);
      }
    }
  }

  private Expectation result() {
    boolean holds = frames > 0 && strangers.isEmpty();
    String found = "%,d frames on %d links".formatted(frames, streams);
    return new Expectation(
        "X1",
        "every frame on every link is one size",
        holds,
        holds
            ? found + ", each of %,d octets".formatted(FRAME_OCTETS)
            : found + " are right; others have " + new TreeSet<>(strangers.keySet()) + " octets");
  }
}
