// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the header block of a batch strictly: exactly the fields of NB-5 in their order.
final class BatchHeaderReader {
  private static final Pattern BATCH =
      Pattern.compile("Nightmail-Batch: v=1; p=(own|open); hb=([1-9]|1[0-6])");
  private static final String RECEIPT = "Nightmail-Receipt: ";
  private static final int FOLDED_CHARACTERS = 76;

  /// Lines before the receipt: type, encoding, batch.
  private static final int FIXED_LINES = 3;

  private BatchHeaderReader() {}

  /// The header if the lines, without their CRLF, are one; the first of them is not looked at, it
  /// must equal [BatchHeader#contentType] of the envelope.
  static Optional<BatchHeader> read(List<String> lines) {
    if (lines.size() < FIXED_LINES || !lines.get(1).equals(BatchHeader.ENCODING)) {
      return Optional.empty();
    }
    Matcher batch = BATCH.matcher(lines.get(2));
    Optional<byte[]> receipt = receipt(lines.subList(FIXED_LINES, lines.size()));
    if (!batch.matches() || receipt.isEmpty()) {
      return Optional.empty();
    }
    boolean own = "own".equals(batch.group(1));
    if (!own && receipt.get().length > 0) {
      return Optional.empty();
    }
    BatchHeader.Exit kind = own ? BatchHeader.Exit.OWN : BatchHeader.Exit.OPEN;
    return Optional.of(new BatchHeader(kind, Integer.parseInt(batch.group(2)), receipt.get()));
  }

  private static Optional<byte[]> receipt(List<String> lines) {
    if (lines.isEmpty()) {
      return Optional.of(new byte[0]);
    }
    if (!lines.getFirst().startsWith(RECEIPT)) {
      return Optional.empty();
    }
    StringBuilder base64 = new StringBuilder(lines.getFirst().substring(RECEIPT.length()));
    for (String folded : lines.subList(1, lines.size())) {
      if (!folded.startsWith(" ") || folded.length() > FOLDED_CHARACTERS + 1) {
        return Optional.empty();
      }
      base64.append(folded, 1, folded.length());
    }
    return decoded(base64.toString())
        .filter(r -> r.length > 0 && r.length <= BatchHeader.RECEIPT_OCTETS);
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      byte[] octets = Base64.getDecoder().decode(base64);
      return Base64.getEncoder().encodeToString(octets).equals(base64)
          ? Optional.of(octets)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
