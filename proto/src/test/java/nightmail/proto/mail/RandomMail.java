// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Draws envelopes and mails that are right, with a taste for edges: dots, 8-bit, long lines,
/// Unicode.
public final class RandomMail {
  /// The seed of this run; `-Dnightmail.seed` replays another.
  public static final long SEED = Long.getLong("nightmail.seed", 20_261_125L);

  private static final String[] LOCAL = {
    "a", "Bob.B", "x+y=z", "\"a b\"", "\"q\\\"@>\"", "tag{}|~"
  };
  private static final String[] UTF8_LOCAL = {
    "grün", "用户", "\"ü b\"", "δοκιμή", "a+é=\uD83D\uDCE7"
  };
  private static final String[] LINES = {"", ".", "..", ".x", "text", "From: x", "\u00e9", "\t ."};

  private final Random random;

  public RandomMail(long seed) {
    random = new Random(seed);
  }

  /// An envelope of one domain, as a client could have sent it.
  public Envelope envelope() {
    boolean utf8 = random.nextBoolean();
    String domain = random.nextBoolean() ? "recipient.example" : "xn--bcher-kva.example";
    int count = 1 + random.nextInt(random.nextInt(10) == 0 ? Envelope.MAX_RECIPIENTS : 4);
    List<Recipient> recipients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      recipients.add(recipient(path(domain, utf8, i), utf8));
    }
    Path from = random.nextInt(4) == 0 ? Path.NULL : path("sender.example", utf8, 0);
    Ret ret = List.of(Ret.UNSET, Ret.HDRS, Ret.FULL).get(random.nextInt(3));
    String envid = random.nextBoolean() ? "" : "id +=" + random.nextInt(1_000);
    return new Envelope(from, recipients, true, utf8, random.nextBoolean(), ret, envid);
  }

  private Path path(String domain, boolean utf8, int number) {
    String[] pool = utf8 && random.nextBoolean() ? UTF8_LOCAL : LOCAL;
    String local = pool[random.nextInt(pool.length)];
    boolean quoted = local.startsWith("\"");
    return new Path(quoted || number == 0 ? local : local + number, domain);
  }

  private Recipient recipient(Path path, boolean utf8) {
    Set<Notify> notifyOn = EnumSet.noneOf(Notify.class);
    switch (random.nextInt(4)) {
      case 0 -> notifyOn.add(Notify.NEVER);
      case 1 -> notifyOn.addAll(EnumSet.of(Notify.SUCCESS, Notify.DELAY));
      case 2 -> notifyOn.add(Notify.FAILURE);
      default -> {}
    }
    OriginalRecipient original =
        switch (random.nextInt(3)) {
          case 0 -> OriginalRecipient.of(path);
          case 1 -> new OriginalRecipient("rfc822", "list+x=y@elsewhere.example");
          default -> OriginalRecipient.NONE;
        };
    boolean ascii = PathGrammar.isAscii(original.address());
    return new Recipient(path, notifyOn, ascii || utf8 ? original : OriginalRecipient.NONE);
  }

  /// A mail whose lines all end in CRLF.
  public byte[] message() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int lines = random.nextInt(30);
    for (int i = 0; i < lines; i++) {
      out.writeBytes(line());
      out.writeBytes(new byte[] {'\r', '\n'});
    }
    return out.toByteArray();
  }

  private byte[] line() {
    if (random.nextInt(10) > 0) {
      return LINES[random.nextInt(LINES.length)].getBytes(StandardCharsets.UTF_8);
    }
    byte[] line = new byte[random.nextInt(TextCheck.LINE_OCTETS + 1)];
    for (int i = 0; i < line.length; i++) {
      int octet = 1 + random.nextInt(255);
      line[i] = octet == '\r' || octet == '\n' ? (byte) '.' : (byte) octet;
    }
    return line;
  }
}
