// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.evidence;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The searcher of operations.md §4: every encoding, every place, and nothing by chance.
class SearchTest {
  private static final String SECRET = "k3qzt7wxyabcdefghijklmno";
  private static final String ADDRESS = "k3qzt7wxyabcdefghijklmno@Sender.example";
  private static final Search SEARCH =
      new Search(List.of(new Canary("sender", List.of(SECRET), List.of(ADDRESS))));

  private static Set<String> found(byte[] octets) {
    return SEARCH.octets(octets).encodings("sender");
  }

  private static byte[] surrounded(byte[] octets) {
    var out = new ByteArrayOutputStream();
    out.writeBytes("noise k3qzt7 ".getBytes(UTF_8));
    out.writeBytes(octets);
    out.writeBytes(" more noise".getBytes(UTF_8));
    return out.toByteArray();
  }

  @Test
  void textIsFoundWhateverItsCase() {
    assertEquals(Set.of("raw"), found(surrounded(SECRET.getBytes(UTF_8))));
    assertEquals(Set.of("raw"), found(surrounded(SECRET.toUpperCase(Locale.ROOT).getBytes(UTF_8))));
  }

  @Test
  void wideCharactersAreFound() {
    assertTrue(found(surrounded(SECRET.getBytes(UTF_16LE))).contains("UTF-16LE"));
    assertTrue(found(surrounded(SECRET.getBytes(UTF_16BE))).contains("UTF-16BE"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void base64IsFoundAtEveryAlignment(int before) {
    byte[] octets = ("#".repeat(before) + SECRET + "tail").getBytes(UTF_8);

    assertEquals(Set.of("base64"), found(Base64.getEncoder().encode(octets)));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 43, 46, 49, 52})
  void base64IsFoundAcrossALineBreak(int before) {
    byte[] octets = ("#".repeat(before) + SECRET + "tail").getBytes(UTF_8);

    assertEquals(Set.of("base64"), found(Base64.getMimeEncoder().encode(octets)));
  }

  @Test
  void escapesAreFound() {
    byte[] octets = SECRET.getBytes(UTF_8);

    assertEquals(Set.of("hex"), found(HexFormat.of().formatHex(octets).getBytes(UTF_8)));
    assertEquals(
        Set.of("percent"),
        found(HexFormat.of().withUpperCase().withPrefix("%").formatHex(octets).getBytes(UTF_8)));
    assertEquals(
        Set.of("quoted-printable"),
        found(HexFormat.of().withUpperCase().withPrefix("=").formatHex(octets).getBytes(UTF_8)));
  }

  @Test
  void digestOfAnAddressIsFound() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(ADDRESS.toLowerCase(Locale.ROOT).getBytes(UTF_8));

    assertEquals(Set.of("SHA-256"), found(surrounded(digest)));
    assertEquals(Set.of("SHA-256 hex"), found(HexFormat.of().formatHex(digest).getBytes(UTF_8)));
    assertEquals(Set.of("SHA-256 base64"), found(Base64.getEncoder().encode(digest)));
  }

  @Test
  void needleAcrossChunksIsFound() throws IOException {
    byte[] octets = surrounded(SECRET.getBytes(UTF_8));
    InputStream oneByOne =
        new ByteArrayInputStream(octets) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, 1);
          }

          @Override
          public int read(byte[] target) {
            return read(target, 0, 1);
          }
        };

    assertTrue(SEARCH.stream(oneByOne).has("sender"));
  }

  /// Twenty MiB of noise hold none of it: what is found was there.
  @Test
  void noiseHoldsNothing() {
    byte[] noise = new byte[1 << 20];
    var random = new Random(7);

    IntStream.range(0, 20)
        .forEach(
            _ -> {
              random.nextBytes(noise);
              assertFalse(SEARCH.octets(noise).has("sender"));
            });
  }

  @Test
  void filesAndTheirNamesAreSearched(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve("a/plain"), "nothing");
    assertFalse(SEARCH.below(folder).has("sender"));

    Files.writeString(folder.resolve("a/" + SECRET), "");
    assertTrue(SEARCH.below(folder).has("sender"));
  }

  @Test
  void textTooShortToMeanAnythingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Canary.of("subject", "hi"));
  }

  @Test
  void drawnTextsDiffer() {
    var random = new Random(1);

    assertEquals(24, Canary.draw(random).length());
    assertFalse(Canary.draw(random).equals(Canary.draw(random)));
  }
}
