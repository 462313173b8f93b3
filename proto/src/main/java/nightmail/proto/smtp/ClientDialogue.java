// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightmail.proto.mail.DotStuffing;
import nightmail.proto.mail.Recipient;
import nightmail.proto.mail.TextFault;
import nightmail.proto.smtp.RecipientOutcome.Verdict;

/// The client's side of one SMTP connection that makes one delivery (RFC 5321), without the
/// connection.
///
/// greeting → EHLO → STARTTLS if wanted and offered → MAIL and RCPTs, in one go where PIPELINING is
/// offered → DATA → text → QUIT. [ClientStep.Finished] comes exactly once, whatever happens, and
/// [ClientStep.Close] last.
///
/// The server's words go nowhere: outcomes hold codes alone (DS-5).
///
/// Owned by the thread of its connection.
public final class ClientDialogue {
  private enum State {
    FRESH,
    GREETING,
    HELLO,
    ASKING_TLS,
    HANDSHAKE,
    ENVELOPE,
    ASKING_DATA,
    TEXT,
    END_OF_TEXT,
    QUITTING,
    CLOSED
  }

  private static final SmtpReply LOST = SmtpReply.of(451, "4.4.2", "Connection lost");
  private static final SmtpReply NOT_SMTP = SmtpReply.of(451, "4.5.0", "Protocol error");
  private static final SmtpReply TLS_FAILED = SmtpReply.of(454, "4.7.5", "TLS failed");
  private static final SmtpReply UNREADABLE = SmtpReply.of(451, "4.3.0", "Mail unreadable");

  private final DeliveryOrder order;
  private final List<Recipient> recipients;
  private final Outcomes outcomes;
  private final ReplyParser parser = new ReplyParser();
  private final DotStuffing stuffing = new DotStuffing();
  private final List<ClientStep> steps = new ArrayList<>();
  private Offer offer = Offer.NOTHING;
  private State state = State.FRESH;
  private boolean secure;
  private boolean mailTaken;
  private int replies; // to MAIL and RCPT, so far

  public ClientDialogue(DeliveryOrder order) {
    this.order = order;
    this.recipients = order.envelope().recipients();
    this.outcomes = new Outcomes(recipients);
  }

  /// Takes one input; the steps are to be done in order.
  public List<ClientStep> on(ClientInput input) {
    if (state != State.CLOSED) {
      accept(input);
    }
    List<ClientStep> done = List.copyOf(steps);
    steps.clear();
    return done;
  }

  /// How long to wait for the next input before [ClientInput.TimedOut] (CL-7, RFC 5321 §4.5.3.2).
  public Duration timeout() {
    return switch (state) {
      case FRESH -> Duration.ofSeconds(30);
      case GREETING, HELLO, ASKING_TLS, HANDSHAKE, ENVELOPE -> Duration.ofMinutes(5);
      case ASKING_DATA, QUITTING, CLOSED -> Duration.ofMinutes(2);
      case TEXT -> Duration.ofMinutes(3);
      case END_OF_TEXT -> Duration.ofMinutes(10);
    };
  }

  private void accept(ClientInput input) {
    switch (input) {
      case ClientInput.Connected connected -> state = State.GREETING;
      case ClientInput.Octets(byte[] bytes) -> octets(bytes);
      case ClientInput.TlsDone(boolean good) -> tlsDone(good);
      case ClientInput.MessageOctets(byte[] bytes) -> text(bytes);
      case ClientInput.MessageEnd end -> endOfText();
      case ClientInput.MessageBroken broken -> finishAndClose(Verdict.DEFERRED, UNREADABLE);
      case ClientInput.TimedOut timedOut -> breakOff(LOST);
      case ClientInput.Lost lost -> breakOff(LOST);
    }
  }

  private void octets(byte[] bytes) {
    for (int i = 0; i < bytes.length && state != State.CLOSED; i++) {
      if (state == State.HANDSHAKE) {
        breakOff(NOT_SMTP); // answers behind the 220 could be anybody's
        return;
      }
      Optional<ReplyParser.Result> result = parser.accept(bytes[i]);
      result.ifPresent(this::result);
    }
  }

  private void result(ReplyParser.Result result) {
    switch (result) {
      case ReplyParser.Result.Malformed malformed -> breakOff(NOT_SMTP);
      case ReplyParser.Result.Complete(SmtpReply reply) when reply.code() == 421 -> closing(reply);
      case ReplyParser.Result.Complete(SmtpReply reply) -> reply(reply);
    }
  }

  private void reply(SmtpReply reply) {
    switch (state) {
      case GREETING -> greeting(reply);
      case HELLO -> hello(reply);
      case ASKING_TLS -> tlsAnswer(reply);
      case ENVELOPE -> envelopeReply(reply);
      case ASKING_DATA -> dataAnswer(reply);
      case TEXT -> earlyAnswer(reply);
      case END_OF_TEXT -> finalAnswer(reply);
      case QUITTING -> close();
      case FRESH, HANDSHAKE, CLOSED -> breakOff(NOT_SMTP);
    }
  }

  private void greeting(SmtpReply reply) {
    if (reply.code() == 220) {
      send(ClientCommands.ehlo(order.helloName()));
      state = State.HELLO;
    } else {
      finishAndQuit(Verdict.OTHER_HOST, negative(reply));
    }
  }

  private void hello(SmtpReply reply) {
    if (reply.code() != 250) {
      finishAndQuit(Verdict.OTHER_HOST, negative(reply));
      return;
    }
    offer = Offer.of(reply);
    if (!secure && order.tls() != DeliveryOrder.Tls.NONE && offer.has("STARTTLS")) {
      send(ClientCommands.START_TLS);
      state = State.ASKING_TLS;
    } else {
      beginEnvelope();
    }
  }

  private void tlsAnswer(SmtpReply reply) {
    if (reply.code() == 220) {
      steps.add(new ClientStep.StartTls());
      state = State.HANDSHAKE;
    } else {
      beginEnvelope(); // in clear, if that is allowed
    }
  }

  private void tlsDone(boolean good) {
    if (state != State.HANDSHAKE) {
      return;
    }
    if (!good) {
      finishAndClose(Verdict.OTHER_HOST, TLS_FAILED);
      return;
    }
    secure = true;
    offer = Offer.NOTHING;
    send(ClientCommands.ehlo(order.helloName()));
    state = State.HELLO;
  }

  private void beginEnvelope() {
    Optional<SmtpReply> obstacle = Obstacle.between(order, offer, secure);
    if (obstacle.isPresent()) {
      finishAndQuit(Verdict.OTHER_HOST, obstacle.get());
      return;
    }
    ByteArrayOutputStream group = new ByteArrayOutputStream();
    group.writeBytes(ClientCommands.mail(order, offer));
    if (offer.has("PIPELINING")) {
      recipients.forEach(r -> group.writeBytes(ClientCommands.rcpt(r, offer)));
    }
    send(group.toByteArray());
    state = State.ENVELOPE;
  }

  private void envelopeReply(SmtpReply reply) {
    if (replies == 0) {
      mailReply(reply);
    } else {
      recipientReply(replies - 1, reply);
    }
    replies++;
    boolean grouped = offer.has("PIPELINING");
    if (replies > recipients.size() || (!mailTaken && !grouped)) {
      endEnvelope();
    } else if (!grouped) {
      send(ClientCommands.rcpt(recipients.get(replies - 1), offer));
    }
  }

  private void mailReply(SmtpReply reply) {
    mailTaken = reply.code() / 100 == 2;
    if (!mailTaken) {
      outcomes.decideRest(negative(reply));
    }
  }

  /// 552 for a recipient means too many of them, which is a matter of time (RFC 5321 §4.5.3.1.10).
  private void recipientReply(int index, SmtpReply reply) {
    if (!mailTaken || reply.code() / 100 == 2) {
      return;
    }
    boolean tooMany = reply.code() == 552;
    outcomes.decide(index, tooMany ? SmtpReply.of(452, "4.5.3", "Too many") : negative(reply));
  }

  private void endEnvelope() {
    if (outcomes.allDecided()) {
      finishAndQuit(Verdict.DEFERRED, LOST);
    } else {
      send(ClientCommands.DATA);
      state = State.ASKING_DATA;
    }
  }

  private void dataAnswer(SmtpReply reply) {
    if (reply.code() == 354) {
      steps.add(new ClientStep.WantMessage());
      state = State.TEXT;
    } else {
      outcomes.decideRest(negative(reply));
      finishAndQuit(Verdict.DEFERRED, LOST);
    }
  }

  private void text(byte[] bytes) {
    if (state == State.TEXT) {
      sendText(stuffing.encode(bytes));
    }
  }

  private void endOfText() {
    if (state == State.TEXT && sendText(stuffing.end())) {
      send(ClientCommands.END_OF_DATA);
      state = State.END_OF_TEXT;
    }
  }

  /// Never lets a bare CR or LF out (SV-4): rather the connection goes, with the mail unfinished.
  private boolean sendText(byte[] bytes) {
    Optional<TextFault> fault = stuffing.fault();
    if (fault.isPresent()) {
      finishAndClose(Verdict.FAILED, SmtpReply.of(554, "5.6.0", "Mail cannot be sent"));
      return false;
    }
    if (bytes.length > 0) {
      send(bytes);
    }
    return true;
  }

  /// A refusal amid the text; the text is not finished, so the connection has no further use.
  private void earlyAnswer(SmtpReply reply) {
    outcomes.decideRest(negative(reply));
    finishAndClose(Verdict.DEFERRED, LOST);
  }

  private void finalAnswer(SmtpReply reply) {
    outcomes.decideRest(reply.code() / 100 == 3 ? NOT_SMTP : reply);
    finishAndQuit(Verdict.DEFERRED, LOST);
  }

  private void closing(SmtpReply reply) {
    boolean early = state == State.GREETING || state == State.HELLO || state == State.ASKING_TLS;
    finishAndClose(early ? Verdict.OTHER_HOST : Verdict.DEFERRED, reply);
  }

  private void breakOff(SmtpReply why) {
    boolean early = state.compareTo(State.ENVELOPE) < 0;
    finishAndClose(early ? Verdict.OTHER_HOST : Verdict.DEFERRED, why);
  }

  /// A reply that is not the one wanted, as a refusal: 2xx and 3xx out of place are a protocol
  /// error.
  private static SmtpReply negative(SmtpReply reply) {
    return reply.isPositive() ? NOT_SMTP : reply;
  }

  private void finishAndQuit(Verdict verdict, SmtpReply why) {
    finish(verdict, why);
    send(ClientCommands.QUIT);
    state = State.QUITTING;
  }

  private void finishAndClose(Verdict verdict, SmtpReply why) {
    if (state != State.QUITTING) {
      finish(verdict, why);
    }
    close();
  }

  /// Says how it ended; recipients not yet decided are decided by `verdict` and `why`.
  private void finish(Verdict verdict, SmtpReply why) {
    outcomes.decideRest(verdict, why);
    steps.add(new ClientStep.Finished(outcomes.list()));
  }

  private void close() {
    steps.add(new ClientStep.Close());
    state = State.CLOSED;
  }

  private void send(byte[] bytes) {
    steps.add(new ClientStep.Send(bytes.clone()));
  }
}
