// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

/// The Bootstring of RFC 3492 with its parameters for Punycode; encoding only.
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 0x80;

  private Punycode() {}

  /// The ASCII form of at most 63 code points, without `xn--`.
  static String encode(int[] codePoints) {
    StringBuilder out = new StringBuilder();
    for (int c : codePoints) {
      if (c < INITIAL_N) {
        out.append((char) c);
      }
    }
    int basic = out.length();
    if (basic > 0) {
      out.append('-');
    }
    appendDeltas(codePoints, basic, out);
    return out.toString();
  }

  private static void appendDeltas(int[] codePoints, int basic, StringBuilder out) {
    int n = INITIAL_N;
    int delta = 0;
    int bias = INITIAL_BIAS;
    int handled = basic;
    while (handled < codePoints.length) {
      int next = smallestFrom(codePoints, n);
      delta += (next - n) * (handled + 1); // 63 points: < 0x110000 · 64, no overflow
      n = next;
      for (int c : codePoints) {
        if (c < n) {
          delta++;
        } else if (c == n) {
          appendVariableLength(delta, bias, out);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      n++;
    }
  }

  private static int smallestFrom(int[] codePoints, int n) {
    int smallest = Integer.MAX_VALUE;
    for (int c : codePoints) {
      smallest = c >= n ? Math.min(smallest, c) : smallest;
    }
    return smallest;
  }

  private static void appendVariableLength(int delta, int bias, StringBuilder out) {
    int q = delta;
    int k = BASE;
    int t = threshold(k, bias);
    while (q >= t) {
      out.append(digit(t + (q - t) % (BASE - t)));
      q = (q - t) / (BASE - t);
      k += BASE;
      t = threshold(k, bias);
    }
    out.append(digit(q));
  }

  private static int threshold(int k, int bias) {
    return Math.clamp(k - bias, T_MIN, T_MAX);
  }

  private static int adapt(int delta, int points, boolean first) {
    int d = first ? delta / DAMP : delta / 2;
    d += d / points;
    int k = 0;
    while (d > (BASE - T_MIN) * T_MAX / 2) {
      d /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * d / (d + SKEW);
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }
}
