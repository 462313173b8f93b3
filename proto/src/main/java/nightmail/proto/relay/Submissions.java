// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.mail.BatchHeader;
import nightmail.proto.mail.BatchProfile;
import nightmail.proto.mail.Domains;
import nightmail.proto.mail.Envelope;
import nightmail.proto.message.ObjectHeader;
import nightmail.proto.message.Token;
import nightmail.proto.packet.RelayId;
import nightmail.proto.route.ExitChoice;
import nightmail.proto.route.ExitChooser;
import nightmail.proto.route.ExitRequest;
import nightmail.proto.route.Parameter;
import nightmail.proto.route.View;
import nightmail.proto.smtp.SmtpReply;
import org.jspecify.annotations.Nullable;

/// Mail between the end of DATA and its reply: it is cut by domain, given exits and tokens, put on
/// disk, and only then answered 250 (CS-1).
///
/// Owned by the relay core thread.
final class Submissions {
  private static final SmtpReply TAKEN = SmtpReply.of(250, "2.0.0", "Accepted");
  private static final SmtpReply NO_VIEW =
      SmtpReply.of(451, "4.4.0", "No current view of the network");
  private static final SmtpReply NO_EXIT =
      SmtpReply.of(451, "4.4.4", "No relay serves a recipient's domain now");
  private static final SmtpReply TOO_LARGE =
      SmtpReply.of(552, "5.3.4", "Message too large for the recipient's relay");
  private static final SmtpReply FULL = SmtpReply.of(452, "4.3.1", "No room for mail now");
  private static final SmtpReply BROKEN = SmtpReply.of(451, "4.3.0", "Mail cannot be stored now");
  private static final int OBJECT_OVERHEAD_BYTES = 64 * 1024;
  private static final int HOP_BUDGET = 16;

  private final RelaySettings settings;
  private final Entropy entropy;
  private final Outbox outbox;
  private final Map<Long, List<Parcel>> open = new LinkedHashMap<>();
  private @Nullable View view;

  Submissions(RelaySettings settings, Entropy entropy, Outbox outbox) {
    this.settings = settings;
    this.entropy = entropy;
    this.outbox = outbox;
  }

  void view(View accepted) {
    view = accepted;
  }

  /// @param backlogFull whether what waits already fills the slots of two hours (M-12)
  void offered(long submission, Envelope envelope, long octets, boolean backlogFull) {
    View current = view;
    if (current == null || !outbox.wall().isBefore(current.staleUntil())) {
      answer(submission, NO_VIEW);
    } else if (octets > settings.maxMessageOctets()) {
      answer(submission, TOO_LARGE);
    } else if (backlogFull) {
      answer(submission, FULL);
    } else {
      keep(submission, envelope, octets, current);
    }
  }

  private void keep(long submission, Envelope envelope, long octets, View current) {
    List<Parcel> parcels = new ArrayList<>();
    Instant doNotDeliverAfter = doNotDeliverAfter(current);
    for (Envelope group : Domains.split(envelope)) {
      String domain = group.recipients().getFirst().path().domain();
      Optional<RelayId> exit = exit(current, domain);
      if (exit.isEmpty()) {
        answer(submission, NO_EXIT);
        return;
      }
      if (!fits(current, exit.get(), octets)) {
        answer(submission, TOO_LARGE);
        return;
      }
      Envelope batch = BatchProfile.envelope(group, BatchHeader.Exit.OWN, entropy.name());
      parcels.add(new Parcel(newToken(), exit.get(), batch, HOP_BUDGET, doNotDeliverAfter));
    }
    open.put(submission, parcels);
    outbox.put(new Effect.KeepMail(submission, parcels));
  }

  private Optional<RelayId> exit(View current, String domain) {
    return switch (ExitChooser.choose(
        current, ExitRequest.ofDomain(domain, outbox.wall()), entropy.path())) {
      case ExitChoice.Exit chosen -> Optional.of(chosen.relay());
      case ExitChoice.NoExit _ -> Optional.empty();
    };
  }

  private static boolean fits(View current, RelayId exit, long octets) {
    return current
        .relay(exit)
        .filter(entry -> octets + OBJECT_OVERHEAD_BYTES <= entry.maxObjectKib() * 1024L)
        .isPresent();
  }

  private Instant doNotDeliverAfter(View current) {
    long seconds =
        Math.min(
            settings.lifetimeSeconds(), current.parameters().value(Parameter.CUSTODY_LIFETIME_S));
    Duration grain =
        switch (current.header().profile()) {
          case PRODUCTION -> Duration.ofHours(1);
          case TEST -> Duration.ofMinutes(1);
        };
    long minutes =
        ObjectHeader.doNotDeliverAfterMinutes(outbox.wall(), Duration.ofSeconds(seconds), grain);
    return Instant.ofEpochSecond(minutes * 60);
  }

  private Token newToken() {
    byte[] token = new byte[Fixed32.BYTES];
    entropy.name().nextBytes(token);
    return Token.of(token);
  }

  /// Everything of the submission is on disk: 250. The parcels, in no particular order; none, and
  /// no reply, for a submission that is not open.
  List<Parcel> kept(long submission) {
    List<Parcel> parcels = open.remove(submission);
    if (parcels == null) {
      return List.of();
    }
    outbox.count(Tally.MAIL_ACCEPTED);
    outbox.put(new Effect.AnswerMail(submission, TAKEN));
    return parcels;
  }

  void notKept(long submission, boolean full) {
    open.remove(submission);
    answer(submission, full ? FULL : BROKEN);
  }

  private void answer(long submission, SmtpReply reply) {
    outbox.count(Tally.MAIL_REFUSED);
    outbox.put(new Effect.AnswerMail(submission, reply));
  }
}
