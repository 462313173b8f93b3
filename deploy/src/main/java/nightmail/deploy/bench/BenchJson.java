// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;

/// Results as one JSON document; its members never change meaning within `"v": 1`.
final class BenchJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BenchJson() {}

  /// The document, indented. `micros` and `primitivesMicros` are medians.
  static String of(List<Measured> results) {
    ObjectNode root = JSON.createObjectNode();
    root.put("v", 1);
    ArrayNode rows = root.putArray("results");
    for (Measured one : results) {
      rows.addObject()
          .put("name", one.name())
          .put("micros", rounded(one.ours().median(), 100))
          .put("primitivesMicros", rounded(one.bare().median(), 100))
          .put("ratio", rounded(one.ratio(), 1_000))
          .put("garbageBytes", one.garbageBytes());
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double rounded(double value, int parts) {
    return (double) Math.round(value * parts) / parts;
  }
}
