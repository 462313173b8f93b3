// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `nightmail vectors verify`, protocol T-10.
class VectorCheckTest {
  private static final Path VECTORS = Path.of("../docs/spec/vectors");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xwing",
        "schedule",
        "lioness",
        "packet",
        "surb",
        "unwrap",
        "erasure",
        "layout",
        "object",
        "journal"
      })
  void everyPublishedKindAgrees(String kind) throws IOException {
    var verdict = VectorCheck.file(VECTORS.resolve(kind + ".json"));

    assertEquals(
        kind,
        assertInstanceOf(VectorCheck.Verdict.Agrees.class, verdict, verdict.toString()).kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xwing",
        "schedule",
        "lioness",
        "packet",
        "surb",
        "unwrap",
        "erasure",
        "layout",
        "object",
        "journal"
      })
  void oneChangedAnswerIsTheFirstDifference(String kind) throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(VECTORS.resolve(kind + ".json").toFile());
    JsonNode first = root.path("tests").get(0);
    spoil(first.path("out"));
    Path file = folder.resolve("spoiled.json");
    Files.write(file, JSON.writeValueAsBytes(root));

    var verdict = VectorCheck.file(file);

    var differs = assertInstanceOf(VectorCheck.Verdict.Differs.class, verdict, kind);
    assertEquals(first.path("id").asText(), differs.id());
  }

  /// Changes the first value found below `node`.
  private static boolean spoil(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (var field : object.properties()) {
        if (field.getValue().isTextual() && !field.getKey().equals("comment")) {
          object.put(field.getKey(), "00" + field.getValue().asText().substring(2) + "00");
          return true;
        }
        if (field.getValue().isNumber()) {
          object.put(field.getKey(), field.getValue().asLong() + 1);
          return true;
        }
        if (spoil(field.getValue())) {
          return true;
        }
      }
    }
    return node instanceof ArrayNode array && !array.isEmpty() && spoil(array.get(0));
  }

  @Test
  void bareArrayOfTheDraftIsRead() throws IOException {
    JsonNode ours = JSON.readTree(VECTORS.resolve("xwing.json").toFile()).path("tests").get(0);
    ObjectNode draft = JSON.createObjectNode();
    draft.setAll((ObjectNode) ours.path("in"));
    draft.setAll((ObjectNode) ours.path("out"));
    Path file = folder.resolve("draft.json");
    Files.write(file, JSON.writeValueAsBytes(JSON.createArrayNode().add(draft)));

    assertInstanceOf(VectorCheck.Verdict.Agrees.class, VectorCheck.file(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"format\":\"nightmail-vectors/2\"}",
        "{\"format\":\"nightmail-vectors/1\",\"kind\":\"nonsense\",\"tests\":[{}]}",
        "{\"format\":\"nightmail-vectors/1\",\"kind\":\"packet\",\"tests\":[{}]}",
        "{\"format\":\"nightmail-vectors/1\",\"kind\":\"packet\",\"tests\":[]}",
        "[{\"seed\":\"zz\"}]"
      })
  void whatCannotBeReadDiffers(String text) throws IOException {
    Path file = folder.resolve("bad.json");
    Files.writeString(file, text);

    var verdict = VectorCheck.file(file);

    assertTrue(verdict instanceof VectorCheck.Verdict.Differs, verdict.toString());
  }
}
