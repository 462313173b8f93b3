// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// The envelope as the profile nm-bsmtp/1 has it: one spelling, nothing of the client's own
/// (`docs/spec/mail.md`, NB-1 to NB-3).
public final class BatchProfile {
  /// Reverse-path towards an open exit, which puts its own in place anyway (NB-3, EX-3).
  public static final Path OPEN_EXIT_SENDER = new Path("return", "overlay.invalid");

  private static final int ENVID_OCTETS = 8;

  private BatchProfile() {}

  /// The envelope of a batch for `exit`, made from a part that [Domains] gave.
  ///
  /// Recipients keep their order, which is the order of records in the exit's answer. The client's
  /// ENVID stays behind; a new one is drawn.
  ///
  /// @throws IllegalArgumentException unless the recipients are 1 to 100 of one domain
  public static Envelope envelope(Envelope part, BatchHeader.Exit exit, RandomGenerator random) {
    byte[] envid = new byte[ENVID_OCTETS];
    random.nextBytes(envid);
    return envelope(part, exit, HexFormat.of().formatHex(envid));
  }

  static Envelope envelope(Envelope part, BatchHeader.Exit exit, String envid) {
    boolean anonymous = exit == BatchHeader.Exit.OPEN && !part.reversePath().isNull();
    Envelope result =
        new Envelope(
            anonymous ? OPEN_EXIT_SENDER : part.reversePath(),
            recipients(part.recipients()),
            true,
            part.smtpUtf8(),
            part.requireTls(),
            part.ret() == Ret.FULL ? Ret.FULL : Ret.HDRS,
            envid);
    if (!holds(result)) {
      throw new IllegalArgumentException("not an envelope of one domain");
    }
    return result;
  }

  /// Whether the envelope is one the profile can write.
  static boolean holds(Envelope envelope) {
    List<Recipient> recipients = envelope.recipients();
    return !recipients.isEmpty()
        && recipients.size() <= Envelope.MAX_RECIPIENTS
        && recipients.equals(recipients(recipients))
        && recipients.stream().map(r -> r.path().domain()).distinct().count() == 1
        && !recipients.getFirst().path().domain().isEmpty()
        && envelope.body8bit()
        && envelope.ret() != Ret.UNSET
        && envelope.envid().matches("[0-9a-f]{16}")
        && (envelope.smtpUtf8() || isAscii(envelope));
  }

  private static boolean isAscii(Envelope envelope) {
    return envelope.reversePath().isAscii()
        && envelope.recipients().stream().allMatch(r -> r.path().isAscii());
  }

  private static List<Recipient> recipients(List<Recipient> given) {
    TreeMap<Path, Recipient> sorted = new TreeMap<>();
    for (Recipient recipient : given) {
      sorted.putIfAbsent(recipient.path(), recipient(recipient));
    }
    return new ArrayList<>(sorted.values());
  }

  private static Recipient recipient(Recipient given) {
    Set<Notify> notifyOn =
        given.notifyOn().isEmpty() ? EnumSet.of(Notify.FAILURE, Notify.DELAY) : given.notifyOn();
    return new Recipient(given.path(), notifyOn, original(given));
  }

  /// The client's ORCPT if it is in the recipient's domain, else the recipient (NB-2): another
  /// domain there would tell the exit what was forwarded from where.
  private static OriginalRecipient original(Recipient given) {
    OriginalRecipient own = OriginalRecipient.of(given.path());
    OriginalRecipient client = given.original();
    boolean mailbox =
        client.type().equals(OriginalRecipient.RFC822)
            || client.type().equals(OriginalRecipient.UTF8);
    if (!mailbox
        || !(Path.parse(client.address(), true) instanceof Parsed.Good<Path>(Path path))
        || !path.domain().equals(given.path().domain())) {
      return own;
    }
    OriginalRecipient same =
        new OriginalRecipient(
            PathGrammar.isAscii(client.address())
                ? OriginalRecipient.RFC822
                : OriginalRecipient.UTF8,
            client.address());
    return same.encoded().length() <= BatchWriter.ORCPT_CHARACTERS ? same : own;
  }

  static String notifyList(Set<Notify> notifyOn) {
    StringBuilder list = new StringBuilder();
    for (Notify notice : notifyOn) {
      list.append(list.isEmpty() ? "" : ",").append(notice.name());
    }
    return list.toString();
  }
}
