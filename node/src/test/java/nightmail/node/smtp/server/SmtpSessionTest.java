// SPDX-License-Identifier: Apache-2.0
package nightmail.node.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightmail.node.net.EventLoops;
import nightmail.proto.smtp.ServerPolicy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A session without a socket: the same octets in different cuts.
final class SmtpSessionTest {
  /// Each group ends where a client has to wait for an answer.
  private static final List<String> GROUPS =
      List.of(
          "EHLO client.example\r\n",
          "MAIL FROM:<a@client.example> BODY=8BITMIME\r\nRCPT TO:<b@site.example>\r\nDATA\r\n",
          "Subject: x\r\n\r\n..\r\n...\r\n.\r\nQUIT\r\n");

  private final Notebook notebook = new Notebook();

  @BeforeAll
  static void hideMachine() {
    EventLoops.hideMachine();
  }

  @Test
  @DisplayName("SV-11: the cuts of TCP change nothing, octet by octet")
  void octetByOctetIsTheSame() {
    String whole = replies(Integer.MAX_VALUE);

    assertEquals(whole, replies(1));
    assertTrue(whole.contains("\r\n221"), whole);
    assertTrue(
        notebook.mails.stream()
            .allMatch(mail -> text(mail.octets()).equals("Subject: x\r\n\r\n.\r\n..\r\n")));
  }

  @Test
  @DisplayName("SV-11: the cuts of TCP change nothing, cut once anywhere")
  void oneCutAnywhereIsTheSame() {
    String whole = replies(Integer.MAX_VALUE);

    int longest = GROUPS.stream().mapToInt(String::length).max().orElseThrow();
    for (int at = 1; at < longest; at++) {
      EmbeddedChannel channel = open();
      for (String group : GROUPS) {
        int cut = Math.min(at, group.length());
        write(channel, group.substring(0, cut));
        write(channel, group.substring(cut));
      }
      assertEquals(whole, drain(channel), "cut at " + at);
    }
  }

  @Test
  @DisplayName("SV-15: a mail that does not end in time is cut off, however busily it comes")
  void mailThatDoesNotEndInTimeIsCutOff() {
    EmbeddedChannel channel = open();
    channel.freezeTime();
    write(channel, GROUPS.get(0));
    write(channel, GROUPS.get(1));
    for (int minute = 0; minute < 31; minute++) {
      channel.advanceTimeBy(1, TimeUnit.MINUTES);
      channel.runScheduledPendingTasks();
      write(channel, "a line\r\n");
    }

    assertTrue(drain(channel).contains("\r\n421"));
    assertEquals(0, notebook.abandoned.getCount());
  }

  private String replies(int piece) {
    EmbeddedChannel channel = open();
    for (String group : GROUPS) {
      for (int at = 0; at < group.length(); at += Math.min(piece, group.length())) {
        int end = Math.min(group.length() - at, piece) + at;
        write(channel, group.substring(at, end));
      }
    }
    return drain(channel);
  }

  private EmbeddedChannel open() {
    SmtpSettings settings =
        SmtpSettings.of(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            List.of(),
            ServerPolicy.plain("relay.example", 65_536),
            new ServerTls.Off());
    SmtpDoor door =
        new SmtpDoor(settings, recipient -> Optional.empty(), notebook, () -> false, null);
    return new EmbeddedChannel(new SmtpSession(door));
  }

  private static void write(EmbeddedChannel channel, String octets) {
    if (channel.isOpen() && !octets.isEmpty()) {
      channel.writeInbound(Unpooled.copiedBuffer(octets.getBytes(StandardCharsets.ISO_8859_1)));
      channel.runPendingTasks();
    }
  }

  private static String drain(EmbeddedChannel channel) {
    channel.runPendingTasks();
    StringBuilder all = new StringBuilder();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      all.append(out.toString(StandardCharsets.ISO_8859_1));
      out.release();
    }
    var _ = channel.finishAndReleaseAll();
    return all.toString();
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
