// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import nightmail.proto.packet.Geometry;

/// Reed-Solomon parity of a chunk, so that any k of its n ≤ 256 shards suffice
/// (`docs/spec/message.md` F-3).
///
/// Shards 0…k−1 are the data itself. Shard k + i is Σ G(i, j) · shard j over GF(2⁸), where G(i, j)
/// = 1 / ((k + i) XOR j) is a Cauchy matrix: all its square parts have inverses. To decode, as many
/// parity shards as data shards are missing stand in for them; the inverse of their part of G,
/// multiplied out, gives each missing shard as one sum over the k shards at hand.
///
/// J. Blömer et al., "An XOR-Based Erasure-Resilient Coding Scheme", 1995. Safe for any thread.
public final class Parity {
  private Parity() {}

  /// Shard k + `i` of a chunk.
  ///
  /// @param k data shards, from 1
  /// @param i parity index; k + i is at most 255
  /// @param data gives data shard j, 26,676 bytes, which are read and not kept
  public static byte[] shard(int k, int i, IntFunction<byte[]> data) {
    checkIndex(k, k + i);
    Combination sum = new Combination(1, Geometry.SHARD_BYTES);
    for (int j = 0; j < k; j++) {
      sum.add(data.apply(j), new int[] {coefficient(k + i, j)});
    }
    return sum.sum(0);
  }

  /// The k data shards of a chunk, in order, from any k of its shards by index. Shards at hand are
  /// not copied; more than k are not looked at.
  ///
  /// @throws IllegalArgumentException if there are fewer than k, or an index above 255
  public static List<byte[]> decode(int k, NavigableMap<Integer, byte[]> shards) {
    if (k < 1 || shards.size() < k || shards.firstKey() < 0) {
      throw new IllegalArgumentException("fewer than k shards");
    }
    // In order of index the data comes first, then as much parity as is wanting.
    List<Map.Entry<Integer, byte[]>> used = shards.entrySet().stream().limit(k).toList();
    NavigableMap<Integer, byte[]> data = new TreeMap<>(shards.headMap(k, false));
    List<Integer> missing =
        IntStream.range(0, k).filter(j -> !data.containsKey(j)).boxed().toList();
    if (!missing.isEmpty()) {
      Combination sums = solve(k, used, missing);
      for (int row = 0; row < missing.size(); row++) {
        data.put(missing.get(row), sums.sum(row));
      }
    }
    return List.copyOf(data.values());
  }

  private static Combination solve(
      int k, List<Map.Entry<Integer, byte[]>> used, List<Integer> missing) {
    List<Integer> parity = used.stream().map(Map.Entry::getKey).filter(i -> i >= k).toList();
    parity.forEach(index -> checkIndex(k, index));
    int[][] inverse = GaloisField.inverse(matrix(parity, missing));
    Combination sums = new Combination(missing.size(), Geometry.SHARD_BYTES);
    for (Map.Entry<Integer, byte[]> shard : used) {
      int index = shard.getKey();
      int[] coefficients =
          index < k
              ? multiplied(inverse, matrix(parity, List.of(index)), 0)
              : column(inverse, parity.indexOf(index));
      sums.add(shard.getValue(), coefficients);
    }
    return sums;
  }

  private static int[][] matrix(List<Integer> parity, List<Integer> data) {
    int[][] matrix = new int[parity.size()][data.size()];
    for (int row = 0; row < parity.size(); row++) {
      for (int column = 0; column < data.size(); column++) {
        matrix[row][column] = coefficient(parity.get(row), data.get(column));
      }
    }
    return matrix;
  }

  private static int[] multiplied(int[][] left, int[][] right, int column) {
    int[] product = new int[left.length];
    for (int row = 0; row < left.length; row++) {
      for (int i = 0; i < right.length; i++) {
        product[row] ^= GaloisField.multiply(left[row][i], right[i][column]);
      }
    }
    return product;
  }

  private static int[] column(int[][] matrix, int column) {
    return Arrays.stream(matrix).mapToInt(row -> row[column]).toArray();
  }

  /// G for the shard of this index, from k on, and data shard `j`.
  static int coefficient(int index, int j) {
    return GaloisField.inverse(index ^ j);
  }

  private static void checkIndex(int k, int index) {
    if (k < 1 || index < k || index >= FragmentLayout.MAX_SHARDS_PER_CHUNK) {
      throw new IllegalArgumentException("no parity shard " + index + " after " + k);
    }
  }
}
