// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a log may never say: mail, addresses, keys, contents of packets, exact times (LG-3).
final class LogTest {
  private static final Set<String> SECRET =
      Set.of(
          "byte[]",
          "java.nio.ByteBuffer",
          "java.nio.file.Path",
          "java.net.InetAddress",
          "java.net.InetSocketAddress",
          "java.net.SocketAddress",
          "java.net.URI",
          "java.security.cert.X509Certificate",
          "java.time.Instant",
          "io.netty.buffer.ByteBuf",
          "io.netty.channel.Channel",
          "io.netty.channel.ChannelHandlerContext",
          "nightmail.proto.packet.Token");

  private static final List<String> SECRET_ROOMS =
      List.of("nightmail.proto.mail.", "nightmail.proto.message.", "nightmail.proto.crypto.");

  @Test
  void noLogIsHandedASecret() {
    List<String> told =
        House.classes().stream()
            .filter(LogTest::logs)
            .flatMap(LogTest::secretsLoggedBy)
            .sorted()
            .toList();

    assertEquals(List.of(), told);
  }

  @Test
  void tellingLogIsCaught() {
    JavaClass telling = new ClassFileImporter().importClass(Telling.class);

    assertEquals(
        List.of(
            "java.net.InetSocketAddress", "java.nio.file.Path", "byte[]", "java.net.SocketAddress"),
        secretsLoggedBy(telling).map(line -> line.substring(line.indexOf(": ") + 2)).toList());
  }

  private static boolean logs(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(to -> to.getTargetClass().getFullName().equals("org.slf4j.Logger"));
  }

  private static Stream<String> secretsLoggedBy(JavaClass type) {
    return LoggedValues.of(octets(type)).stream()
        .filter(
            value -> SECRET.contains(value) || SECRET_ROOMS.stream().anyMatch(value::startsWith))
        .map(value -> type.getFullName() + " logs: " + value);
  }

  private static byte[] octets(JavaClass type) {
    try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says too much four times, and twice what may be said.
  static final class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private final byte[] octets = {1};

    void peer(InetSocketAddress peer) {
      LOG.warn("{} went", peer);
      LOG.warn("port {}", peer.getPort());
    }

    void many(Path mail, int count) {
      LOG.warn("{} {} {} {}", count, mail, octets, count);
      LOG.warn("{} octets", octets.length);
    }

    void choice(SocketAddress address, boolean known) {
      LOG.warn("{}", known ? address : "someone");
    }
  }
}
