// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.replay;

/// The tags of all packets that one mix key has opened (`docs/spec/replay.md` ).
///
/// A tag is kept as its 64-bit SipHash-2-4 under a key of this process, so senders, who know their
/// tags, cannot crowd one place. The hashes lie in a `long[]` by open addressing with linear steps,
/// never more than 7 in 10 places taken; the place follows from the high bits of the hash. The
/// array doubles up to its final size, during which it needs one and a half times the memory. A new
/// tag is taken for a seen one with probability n / 2⁶⁴; a Bloom filter of the same purpose loses
/// one packet in a thousand.
///
/// Holds at most `capacityTags` and then fails closed: nothing is forgotten to make room, or
/// filling the table would open the door to replays.
///
/// Owned by the relay core thread.
public final class ReplayTable {
  /// What became of a tag.
  public enum Insertion {
    /// First time; the tag is kept now.
    NEW,
    /// Seen before: drop the packet as `replay`.
    SEEN,
    /// No room: drop the packet as `replay_full`.
    FULL
  }

  public static final int TAG_BYTES = 16;
  public static final int HASH_KEY_BYTES = SipHash.KEY_BYTES;

  private static final double MAX_LOAD = 0.7;
  private static final double ALARM_LOAD = 0.8;
  private static final int FIRST_PLACES = 1_024;
  private static final int MAX_CAPACITY_TAGS = 1_400_000_000;

  /// Stands for the hash 0, since 0 marks an empty place.
  private static final long ZERO_HASH = 0x9e3779b97f4a7c15L;

  private final SipHash sipHash;
  private final int capacityTags;
  private long[] places;
  private int tags;

  /// An empty table.
  ///
  /// @param capacityTags 1 to 1.4 · 10⁹
  /// @param hashKey 16 secret random bytes, drawn at start; copied
  public ReplayTable(int capacityTags, byte[] hashKey) {
    if (capacityTags < 1 || capacityTags > MAX_CAPACITY_TAGS) {
      throw new IllegalArgumentException("capacity of " + capacityTags + " tags");
    }
    this.capacityTags = capacityTags;
    this.sipHash = new SipHash(hashKey);
    this.places = new long[Math.min(FIRST_PLACES, placesFor(capacityTags))];
  }

  /// Tags that fit into `memoryBytes`, for instance 23.5 million into 256 MiB.
  public static int capacityTags(long memoryBytes) {
    return Math.clamp((long) (memoryBytes * MAX_LOAD / Long.BYTES), 1, MAX_CAPACITY_TAGS);
  }

  /// Remembers a tag of 16 bytes, which is not kept.
  public Insertion insert(byte[] tag) {
    if (tag.length != TAG_BYTES) {
      throw new IllegalArgumentException("16 bytes of tag wanted, not " + tag.length);
    }
    long hash = nonZeroHash(tag);
    int place = find(places, hash);
    if (places[place] == hash) {
      return Insertion.SEEN;
    }
    if (isFull()) {
      return Insertion.FULL;
    }
    if (tags >= tagsIn(places.length)) {
      grow();
      place = find(places, hash);
    }
    places[place] = hash;
    tags++;
    return Insertion.NEW;
  }

  public int tags() {
    return tags;
  }

  public int capacityTags() {
    return capacityTags;
  }

  public boolean isFull() {
    return tags >= capacityTags;
  }

  /// Whether the operator must hear of it: 80 % are taken.
  public boolean isNearlyFull() {
    return tags >= ALARM_LOAD * capacityTags;
  }

  /// Places looked at to find `tag` or that it is new; for tests of A8.
  int probes(byte[] tag) {
    long hash = nonZeroHash(tag);
    int steps = find(places, hash) - start(places, hash);
    return 1 + (steps < 0 ? steps + places.length : steps);
  }

  private long nonZeroHash(byte[] tag) {
    long hash = sipHash.hash(tag);
    return hash == 0 ? ZERO_HASH : hash;
  }

  private void grow() {
    int wanted = (int) Math.min(2L * places.length, placesFor(capacityTags));
    long[] larger = new long[wanted];
    for (long hash : places) {
      if (hash != 0) {
        larger[find(larger, hash)] = hash;
      }
    }
    places = larger;
  }

  private static int find(long[] places, long hash) {
    int place = start(places, hash);
    while (places[place] != 0 && places[place] != hash) {
      place = place + 1 == places.length ? 0 : place + 1;
    }
    return place;
  }

  private static int start(long[] places, long hash) {
    return (int) Math.unsignedMultiplyHigh(hash, places.length);
  }

  private static int placesFor(int tags) {
    return (int) Math.ceil(tags / MAX_LOAD);
  }

  private static int tagsIn(int places) {
    return (int) (places * MAX_LOAD);
  }
}
