// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.evidence;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// All the ways a canary may lie in evidence.
///
/// Raw, UTF-16 in both orders, base64 at its three alignments, quoted-printable, hex, percent, and
/// the SHA-256 of an address. A drawn text is searched by its two halves as well, because a line
/// break of base64 or quoted-printable can cut only one of them. Encodings whose output depends on
/// the case of the text are made for the text as it is, in lower and in upper case; the search
/// itself folds case.
final class Needles {
  /// Bytes of a digest that are looked for; the rest adds nothing.
  private static final int DIGEST_BYTES = 16;

  private final List<Needle> made = new ArrayList<>();

  static List<Needle> of(Canary canary) {
    var needles = new Needles();
    for (String text : canary.texts()) {
      for (String piece : pieces(text)) {
        needles.encodings(canary.label(), piece);
      }
    }
    for (String address : canary.addresses()) {
      needles.digests(canary.label(), address);
    }
    return List.copyOf(needles.made);
  }

  private static List<String> pieces(String text) {
    boolean drawn = text.length() == Canary.DRAWN_LETTERS && text.indexOf('@') < 0;
    int half = text.length() / 2;
    return drawn ? List.of(text.substring(0, half), text.substring(half)) : List.of(text);
  }

  private void encodings(String label, String text) {
    add(label, "raw", text.getBytes(UTF_8));
    add(label, "UTF-16LE", text.getBytes(UTF_16LE));
    add(label, "UTF-16BE", text.getBytes(UTF_16BE));
    for (String cased : cases(text)) {
      byte[] octets = cased.getBytes(UTF_8);
      HexFormat hex = HexFormat.of();
      add(label, "hex", ascii(hex.formatHex(octets)));
      add(label, "quoted-printable", ascii(HexFormat.of().withPrefix("=").formatHex(octets)));
      add(label, "percent", ascii(HexFormat.of().withPrefix("%").formatHex(octets)));
      for (int alignment = 0; alignment < 3; alignment++) {
        add(label, "base64", base64(octets, alignment));
      }
    }
  }

  private void digests(String label, String address) {
    for (String cased : cases(address)) {
      byte[] digest = Arrays.copyOf(sha256(cased.getBytes(UTF_8)), DIGEST_BYTES);
      add(label, "SHA-256", digest);
      add(label, "SHA-256 hex", ascii(HexFormat.of().formatHex(digest)));
      add(label, "SHA-256 base64", base64(digest, 0));
    }
  }

  private void add(String label, String encoding, byte[] octets) {
    made.add(new Needle(label, encoding, octets));
  }

  private static Set<String> cases(String text) {
    var cases = new LinkedHashSet<String>();
    cases.add(text);
    cases.add(text.toLowerCase(Locale.ROOT));
    cases.add(text.toUpperCase(Locale.ROOT));
    return cases;
  }

  /// The characters of base64 that depend on `octets` alone, when `alignment` unknown octets
  /// precede.
  private static byte[] base64(byte[] octets, int alignment) {
    byte[] shifted = new byte[alignment + octets.length];
    System.arraycopy(octets, 0, shifted, alignment, octets.length);
    byte[] text = Base64.getEncoder().withoutPadding().encode(shifted);
    int from = (alignment * 8 + 5) / 6;
    int to = shifted.length * 8 / 6;
    return Arrays.copyOfRange(text, from, to);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
