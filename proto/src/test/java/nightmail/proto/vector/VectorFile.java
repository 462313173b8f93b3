// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.vector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file of test vectors in the format `nightmail-vectors/1` (`docs/spec/packet.md` §15).
///
/// @param kind what its cases hold, such as `packet`
/// @param generator the code or publication they come from
public record VectorFile(String kind, String generator, List<VectorCase> cases) {
  private static final String FORMAT = "nightmail-vectors/1";

  /// Reads `docs/spec/vectors/<kind>.json`; fails if it is missing, foreign or empty.
  public static VectorFile read(String kind) {
    JsonNode root = parse(projectRoot().resolve("docs/spec/vectors/" + kind + ".json"));
    if (!root.path("format").asText().equals(FORMAT) || !root.path("kind").asText().equals(kind)) {
      throw new IllegalStateException(kind + ".json is not a " + FORMAT + " file of this kind");
    }
    List<VectorCase> cases = new ArrayList<>();
    root.path("tests").forEach(test -> cases.add(VectorCase.of(test)));
    if (cases.isEmpty()) {
      throw new IllegalStateException(kind + ".json has no cases");
    }
    return new VectorFile(kind, root.path("generator").asText(), cases);
  }

  /// A whole published file, from the directory that the system property `nightmail.vectors` names
  /// or `../shared/vectors` beside the project; empty if neither is there.
  public static Optional<JsonNode> published(String name) {
    Path file =
        Optional.ofNullable(System.getProperty("nightmail.vectors"))
            .map(Path::of)
            .orElseGet(() -> projectRoot().resolve("../shared/vectors"))
            .resolve(name);
    return Files.isReadable(file) ? Optional.of(parse(file)) : Optional.empty();
  }

  /// The directory that holds `docs/spec/vectors`, from wherever the tests run.
  public static Path projectRoot() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(at.resolve("docs/spec/vectors"))) {
      at =
          Optional.ofNullable(at.getParent())
              .orElseThrow(() -> new IllegalStateException("docs/spec/vectors not found"));
    }
    return at;
  }

  private static JsonNode parse(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("vectors " + file, e);
    }
  }
}
