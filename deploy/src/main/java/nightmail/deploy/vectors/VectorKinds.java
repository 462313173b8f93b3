// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which check serves which kind of vectors.
final class VectorKinds {
  /// Checks one test; throws [VectorMismatch] at the first difference.
  interface Check {
    void check(JsonNode test);
  }

  private final Map<String, Check> checks = new TreeMap<>();

  VectorKinds() {
    var primitives = new PrimitiveVectors();
    checks.put("xwing", primitives::xwing);
    checks.put("schedule", primitives::schedule);
    checks.put("lioness", primitives::lioness);
    var packets = new PacketVectors();
    checks.put("packet", packets::packet);
    checks.put("surb", packets::surb);
    checks.put("unwrap", packets::unwrap);
    checks.put("erasure", MessageVectors::erasure);
    checks.put("layout", MessageVectors::layout);
    checks.put("object", MessageVectors::object);
    checks.put("journal", MessageVectors::journal);
    checks.put("x25519", PublishedVectors::x25519);
    checks.put("mlkem768", PublishedVectors::mlkem768);
    checks.put("ed25519", PublishedVectors::ed25519);
    checks.put("mldsa65", PublishedVectors::mldsa65);
  }

  Optional<Check> of(String kind) {
    return Optional.ofNullable(checks.get(kind));
  }

  String names() {
    return String.join(", ", checks.keySet());
  }
}
