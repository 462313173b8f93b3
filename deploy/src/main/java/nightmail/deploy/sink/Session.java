// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/// One SMTP dialogue of the sink: RFC 5321 as far as a receiver that takes everything needs it.
///
/// Owned by the thread of the session.
final class Session {
  private final Wire wire;
  private final Mailbox mailbox;
  private final ToIntFunction<String> attempts;
  private String reversePath = "";
  private final List<String> forwardPaths = new ArrayList<>();
  private final List<Mood> moods = new ArrayList<>();

  Session(Wire wire, Mailbox mailbox, ToIntFunction<String> attempts) {
    this.wire = wire;
    this.mailbox = mailbox;
    this.attempts = attempts;
  }

  void run() throws IOException {
    wire.reply("220 sink.example ESMTP");
    boolean open = true;
    while (open) {
      open = command(wire.line());
    }
  }

  private boolean command(String line) throws IOException {
    String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
    switch (verb) {
      case "EHLO" ->
          wire.reply(
              "250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n"
                  + "250-ENHANCEDSTATUSCODES\r\n250 SIZE 41943040");
      case "HELO", "NOOP" -> wire.reply("250 sink.example");
      case "MAIL" -> mail(line);
      case "RCPT" -> recipient(line);
      case "DATA" -> {
        return data();
      }
      case "RSET" -> {
        reset();
        wire.reply("250 2.0.0 forgotten");
      }
      case "QUIT" -> {
        wire.reply("221 2.0.0 bye");
        return false;
      }
      default -> wire.reply("500 5.5.2 what?");
    }
    return true;
  }

  private void mail(String line) throws IOException {
    reset();
    reversePath = path(line);
    wire.reply("250 2.1.0 from whom");
  }

  private void recipient(String line) throws IOException {
    String forwardPath = path(line);
    Mood mood = Mood.of(forwardPath);
    if (mood instanceof Mood.Refusing(int code, String text)) {
      wire.reply(code + " " + text);
      return;
    }
    if (mood instanceof Mood.Greylisting && attempts.applyAsInt(forwardPath) <= 2) {
      wire.reply("451 4.7.1 greylisted, come back");
      return;
    }
    if (mood instanceof Mood.Slow) {
      wire.slowDown();
    }
    forwardPaths.add(forwardPath);
    moods.add(mood);
    wire.reply("250 2.1.5 to whom");
  }

  private boolean data() throws IOException {
    if (forwardPaths.isEmpty()) {
      wire.reply("554 5.5.1 to nobody?");
      return true;
    }
    wire.reply("354 go on");
    byte[] octets = octets();
    if (moods.stream().anyMatch(Mood.Silent.class::isInstance)) {
      wire.ignore();
      return false;
    }
    if (moods.stream().anyMatch(Mood.Dropping.class::isInstance)) {
      return false;
    }
    mailbox.keep(new Kept(reversePath, forwardPaths, octets));
    wire.reply("250 2.0.0 kept");
    reset();
    return true;
  }

  /// The octets of the message: dot-stuffing undone, the CRLF of the last line kept.
  private byte[] octets() throws IOException {
    var octets = new ByteArrayOutputStream();
    for (String line = wire.line(); !line.equals("."); line = wire.line()) {
      octets.writeBytes((line.startsWith(".") ? line.substring(1) : line).getBytes(ISO_8859_1));
      octets.write('\r');
      octets.write('\n');
    }
    return octets.toByteArray();
  }

  private void reset() {
    reversePath = "";
    forwardPaths.clear();
    moods.clear();
  }

  private static String path(String line) {
    int from = line.indexOf('<');
    int to = line.lastIndexOf('>');
    return from < 0 || to < from ? "" : line.substring(from + 1, to);
  }
}
