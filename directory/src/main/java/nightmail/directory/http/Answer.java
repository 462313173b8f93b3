// SPDX-License-Identifier: Apache-2.0
package nightmail.directory.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What goes back to a client: status, media type, `Cache-Control`, strong `ETag` if any, body. The
/// body belongs to this record.
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
public record Answer(
    int status, String mediaType, String cacheControl, Optional<String> etag, byte[] body) {
  static final String IMMUTABLE = "public, max-age=31536000, immutable";

  static Answer bytes(String cacheControl, String etag, byte[] body) {
    return new Answer(
        200, "application/octet-stream", cacheControl, Optional.of('"' + etag + '"'), body);
  }

  static Answer json(int status, String body) {
    return new Answer(
        status,
        "application/json",
        "no-store",
        Optional.empty(),
        body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer status(int status) {
    return new Answer(status, "text/plain", "no-store", Optional.empty(), new byte[0]);
  }
}
