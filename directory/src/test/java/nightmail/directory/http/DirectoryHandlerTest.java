// SPDX-License-Identifier: Apache-2.0
package nightmail.directory.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import nightmail.directory.store.DirectoryStore;
import nightmail.proto.authority.UploadRefusal;
import nightmail.proto.authority.UploadVerdict;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.document.Profile;
import nightmail.proto.route.Parameters;
import nightmail.proto.trial.TrialNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HT-1 to HT-4, HT-6 on the wire: whole, byte by byte, and too large.
class DirectoryHandlerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final byte[] CONTENT = "an object".getBytes(US_ASCII);
  private static final Fixed32 DIGEST = Sha256.of(CONTENT);

  @TempDir Path directory;
  private UploadVerdict verdict = new UploadVerdict.Accepted();
  private EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void open() throws IOException {
    DirectoryStore store = new DirectoryStore(directory);
    store.putObject(DIGEST, CONTENT);
    TrialNetwork network = TrialNetwork.at(START, Parameters.standard(Profile.TEST), new Random(1));
    ReadPages pages = new ReadPages(store, network.root(), () -> START);
    channel = new EmbeddedChannel();
    DirectoryServer.addHandlers(
        channel.pipeline(),
        pages,
        upload -> CompletableFuture.completedFuture(verdict),
        Runnable::run);
  }

  @Test
  void anObjectIsServedImmutableUnderItsDigest() {
    String answer = exchange("GET /nightmail/v1/object/" + DIGEST.hex() + " HTTP/1.1\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    assertTrue(answer.contains("immutable"), answer);
    assertTrue(answer.contains("etag: \"" + DIGEST.hex() + "\""), answer);
    assertTrue(answer.endsWith("an object"), answer);
  }

  @Test
  void headHasTheLengthAndNoBody() {
    String answer = exchange("HEAD /nightmail/v1/object/" + DIGEST.hex() + " HTTP/1.1\r\n\r\n");

    assertTrue(answer.contains("content-length: 9"), answer);
    assertFalse(answer.endsWith("an object"), answer);
  }

  @Test
  void aRequestMayComeByteByByte() {
    String request = "GET /nightmail/v1/object/" + DIGEST.hex() + " HTTP/1.1\r\n\r\n";
    for (byte one : request.getBytes(US_ASCII)) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {one}));
    }

    assertTrue(written().startsWith("HTTP/1.1 200 "));
  }

  @Test
  void pathsOutsideTheDirectoryAreNotFound() {
    for (String path :
        new String[] {
          "/",
          "/nightmail/v1/object/../../identity.key",
          "/nightmail/v1/object/abc",
          "/nightmail/v1/root/99999999999999999999",
          "/identity.key"
        }) {
      assertTrue(exchange("GET " + path + " HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 404 "), path);
    }
  }

  @Test
  void verdictsHaveTheirStatus() {
    assertEquals("202", status(new UploadVerdict.Accepted()));
    assertEquals("200", status(new UploadVerdict.Known()));
    assertEquals("400", status(refused(UploadRefusal.NOT_CANONICAL)));
    assertEquals("403", status(refused(UploadRefusal.BAD_SIGNATURE)));
    assertEquals("409", status(refused(UploadRefusal.SEQUENCE_CONFLICT)));
    assertEquals("413", status(refused(UploadRefusal.TOO_LARGE)));
    assertEquals("422", status(refused(UploadRefusal.BAD_KEY)));
  }

  @Test
  void aBodyOverTheLimitIsRefusedBeforeItComes() {
    String answer =
        exchange("POST /nightmail/v1/descriptor HTTP/1.1\r\nContent-Length: 327681\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
  }

  @Test
  void otherMethodsAreNotAllowed() {
    assertTrue(
        exchange("DELETE /nightmail/v1/root/1 HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 405 "));
  }

  private static UploadVerdict refused(UploadRefusal reason) {
    return new UploadVerdict.Refused(reason, "");
  }

  private String status(UploadVerdict given) {
    verdict = given;
    return exchange("POST /nightmail/v1/descriptor HTTP/1.1\r\nContent-Length: 1\r\n\r\nx")
        .substring(9, 12);
  }

  private String exchange(String request) {
    channel.writeInbound(Unpooled.copiedBuffer(request, US_ASCII));
    return written();
  }

  private String written() {
    channel.runPendingTasks();
    StringBuilder text = new StringBuilder();
    ByteBuf next = channel.readOutbound();
    while (next != null) {
      text.append(next.toString(US_ASCII));
      next.release();
      next = channel.readOutbound();
    }
    return text.toString();
  }
}
