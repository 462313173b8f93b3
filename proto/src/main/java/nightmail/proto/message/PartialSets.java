// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The incomplete objects of an exit (`docs/spec/message.md` LM-2, `docs/spec/custody.md` XS-5).
///
/// Holds at most so many tokens and so many bytes; beyond either, the sets that went longest
/// without a new fragment are discarded. A gateway whose set is gone hears UNKNOWN and sends again.
/// Times are monotonic nanoseconds.
///
/// Owned by the relay core thread.
public final class PartialSets {
  public static final int MAX_TOKENS = 10_000;

  private final int maxTokens;
  private final long maxBytes;

  /// Longest without a new fragment first. Tokens are comparable, so that even chosen hash
  /// collisions cost no more than a tree.
  private final Map<Token, Timed> sets = new LinkedHashMap<>();

  private long heldBytes;

  /// No sets yet; at most `maxTokens` and `maxBytes` of fragments later.
  public PartialSets(int maxTokens, long maxBytes) {
    this.maxTokens = maxTokens;
    this.maxBytes = maxBytes;
  }

  /// What became of a fragment.
  ///
  /// @param outcome see [Reassembly.Offered]
  /// @param discarded tokens whose sets made room, perhaps the fragment's own
  public record Offer(Reassembly.Offered outcome, List<Token> discarded) {
    public Offer {
      discarded = List.copyOf(discarded);
    }
  }

  /// Takes a fragment into the set of its token, which begins here if it is new.
  public Offer offer(Payload.Fragment fragment, long nowNanos) {
    Token token = fragment.token();
    Timed timed = sets.get(token);
    boolean begins = timed == null;
    Reassembly set = timed == null ? new Reassembly(fragment.objectBytes()) : timed.set;
    long before = set.heldBytes();
    Reassembly.Offered outcome = set.offer(fragment);
    if (!begins && outcome != Reassembly.Offered.NEW) {
      return new Offer(outcome, List.of());
    }
    heldBytes += set.heldBytes() - before;
    sets.remove(token);
    sets.put(token, new Timed(set, nowNanos));
    List<Token> discarded = makeRoom();
    return new Offer(sets.containsKey(token) ? outcome : Reassembly.Offered.NO_ROOM, discarded);
  }

  public Optional<Reassembly> get(Token token) {
    return Optional.ofNullable(sets.get(token)).map(Timed::set);
  }

  /// Takes a set out, as when it is complete or refused.
  public Optional<Reassembly> remove(Token token) {
    Timed timed = sets.remove(token);
    if (timed == null) {
      return Optional.empty();
    }
    heldBytes -= timed.set.heldBytes();
    return Optional.of(timed.set);
  }

  /// Discards all sets without a new fragment for `ageNanos`.
  public List<Token> expire(long nowNanos, long ageNanos) {
    List<Token> expired = new ArrayList<>();
    for (Map.Entry<Token, Timed> oldest : sets.entrySet()) {
      if (nowNanos - oldest.getValue().newestNanos < ageNanos) {
        break;
      }
      expired.add(oldest.getKey());
    }
    expired.forEach(this::remove);
    return expired;
  }

  public int tokens() {
    return sets.size();
  }

  public long heldBytes() {
    return heldBytes;
  }

  private List<Token> makeRoom() {
    List<Token> discarded = new ArrayList<>();
    while (sets.size() > maxTokens || heldBytes > maxBytes) {
      Token oldest = sets.keySet().iterator().next();
      remove(oldest);
      discarded.add(oldest);
    }
    return discarded;
  }

  private record Timed(Reassembly set, long newestNanos) {}
}
