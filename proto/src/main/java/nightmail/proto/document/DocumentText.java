// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.function.IntPredicate;
import nightmail.proto.document.wire.Wire.Text;

/// The alphabets that text in documents keeps to (EN-5).
final class DocumentText {
  private static final int MAX_LABEL = 63;

  private DocumentText() {}

  static boolean isGood(Text kind, byte[] bytes, int start, int end) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, start, end - start))
              .toString();
    } catch (CharacterCodingException e) {
      return false;
    }
    return switch (kind) {
      case PROSE -> isProse(text);
      case HOST -> isHost(text);
      case LABEL -> all(text, c -> isLetterOrDigit(c) || c == '-');
      case PARAMETER -> all(text, c -> isLetterOrDigit(c) || c == '.' || c == '_');
      case URL -> all(text, c -> c > ' ' && c < 0x7f);
      case UNRECOGNIZED -> false;
    };
  }

  /// Whether `text` is lower-case A-labels with dots between them, of at most 253 characters.
  static boolean isHost(String text) {
    if (text.length() > 253) {
      return false;
    }
    for (String label : text.split("\\.", -1)) {
      boolean edges = label.startsWith("-") || label.endsWith("-");
      if (label.isEmpty()
          || label.length() > MAX_LABEL
          || edges
          || !all(label, c -> isLetterOrDigit(c) || c == '-')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isProse(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean all(String text, IntPredicate allowed) {
    return text.chars().allMatch(allowed);
  }
}
