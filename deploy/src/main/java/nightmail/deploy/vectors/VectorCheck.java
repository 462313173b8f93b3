// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Checks a file of vectors against this implementation: `nightmail-vectors/1`, or the bare array
/// that the X-Wing draft publishes (`docs/vectors.md`).
public final class VectorCheck {
  /// What came of a file.
  public sealed interface Verdict {
    /// All `tests` of `kind` agree.
    record Agrees(String kind, int tests) implements Verdict {}

    /// Test `id` does not, or the file cannot be read as vectors (`id` is then empty).
    record Differs(String id, String difference) implements Verdict {}
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private VectorCheck() {}

  /// Checks all tests of `file` in order, up to the first that differs.
  ///
  /// @throws IOException if the file cannot be read
  public static Verdict file(Path file) throws IOException {
    byte[] octets = Files.readAllBytes(file);
    try {
      JsonNode root = JSON.readTree(octets);
      return root.isArray() ? tests("xwing", root, new PrimitiveVectors()::draft) : vectors(root);
    } catch (JsonProcessingException e) {
      return new Verdict.Differs("", "not JSON: " + e.getOriginalMessage());
    }
  }

  private static Verdict vectors(JsonNode root) {
    if (!root.path("format").asText().equals("nightmail-vectors/1")) {
      return new Verdict.Differs("", "\"format\" is not \"nightmail-vectors/1\"");
    }
    var kinds = new VectorKinds();
    String kind = root.path("kind").asText();
    return kinds
        .of(kind)
        .map(check -> tests(kind, root.path("tests"), check))
        .orElseGet(
            () ->
                new Verdict.Differs("", "unknown kind \"" + kind + "\"; known: " + kinds.names()));
  }

  private static Verdict tests(String kind, JsonNode tests, VectorKinds.Check check) {
    if (!tests.isArray() || tests.isEmpty()) {
      return new Verdict.Differs("", "there are no tests in it");
    }
    int number = 0;
    for (JsonNode test : tests) {
      number++;
      try {
        check.check(test);
      } catch (VectorMismatch | IllegalArgumentException | IndexOutOfBoundsException e) {
        return new Verdict.Differs(
            test.path("id").asText("test " + number), String.valueOf(e.getMessage()));
      }
    }
    return new Verdict.Agrees(kind, number);
  }
}
