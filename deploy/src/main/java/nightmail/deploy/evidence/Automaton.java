// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.evidence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds many needles in one pass over the octets (Aho and Corasick, 1975).
///
/// Letters A–Z and a–z are one. The failure links are compiled into the table, so each octet costs
/// one look-up whatever the number of needles. Immutable, safe for any thread; the place in a
/// stream is the state that [#scan] takes and returns, so a needle across two chunks is found.
final class Automaton {
  static final int START = 0;

  private static final int SYMBOLS = 256;
  private static final byte[] FOLDED = folding();

  private final int[] next;
  private final Needle[][] accepted;

  /// Told each needle as it is met, perhaps many times.
  interface Met {
    void met(Needle needle);
  }

  Automaton(List<Needle> needles) {
    int[] table = new int[SYMBOLS];
    var ends = new ArrayList<List<Needle>>();
    ends.add(List.of());
    for (Needle needle : needles) {
      int state = START;
      for (byte octet : needle.octets()) {
        int cell = state * SYMBOLS + (FOLDED[octet & 0xff] & 0xff);
        if (table[cell] == 0) {
          table[cell] = ends.size();
          ends.add(List.of());
          if (ends.size() * SYMBOLS > table.length) {
            table = Arrays.copyOf(table, table.length * 2);
          }
        }
        state = table[cell];
      }
      ends.set(state, joined(ends.get(state), List.of(needle)));
    }
    next = Arrays.copyOf(table, ends.size() * SYMBOLS);
    link(ends);
    accepted = ends.stream().map(list -> list.toArray(Needle[]::new)).toArray(Needle[][]::new);
  }

  /// Turns the trie into an automaton: breadth first, so a state's failure state is ready before
  /// it.
  private void link(List<List<Needle>> ends) {
    int[] failure = new int[ends.size()];
    var waiting = new ArrayDeque<Integer>();
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      if (next[symbol] != 0) {
        waiting.add(next[symbol]);
      }
    }
    while (!waiting.isEmpty()) {
      int state = waiting.remove();
      ends.set(state, joined(ends.get(state), ends.get(failure[state])));
      for (int symbol = 0; symbol < SYMBOLS; symbol++) {
        int fallback = next[failure[state] * SYMBOLS + symbol];
        int child = next[state * SYMBOLS + symbol];
        if (child == 0) {
          next[state * SYMBOLS + symbol] = fallback;
        } else {
          failure[child] = fallback;
          waiting.add(child);
        }
      }
    }
  }

  /// Goes on from `state` over the first `count` octets of `chunk`; answers the state after them.
  int scan(int state, byte[] chunk, int count, Met met) {
    int at = state;
    for (int i = 0; i < count; i++) {
      at = next[at * SYMBOLS + (FOLDED[chunk[i] & 0xff] & 0xff)];
      for (Needle needle : accepted[at]) {
        met.met(needle);
      }
    }
    return at;
  }

  private static List<Needle> joined(List<Needle> first, List<Needle> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.isEmpty() ? second : first;
    }
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static byte[] folding() {
    byte[] folded = new byte[SYMBOLS];
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      folded[symbol] = (byte) (symbol >= 'A' && symbol <= 'Z' ? symbol + 'a' - 'A' : symbol);
    }
    return folded;
  }
}
