// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server's side of one SMTP connection (RFC 5321), without the connection.
///
/// Octets go in, in any cuts; steps come out, in the order in which they are to be done. Where the
/// owner has to answer first ([SmtpStep.CheckRecipient], [SmtpStep.Submit], [SmtpStep.StartTls])
/// the dialogue looks at no further octet until the answer is there, so that pipelined replies keep
/// their order; [#wantsOctets] then tells the owner to stop reading.
///
/// It has no clock: the owner keeps [ServerLimits#IDLE] and a deadline per line and per mail.
///
/// Owned by the thread of its connection.
public final class ServerDialogue {
  private enum State {
    FRESH,
    COMMAND,
    CHECKING,
    HANDSHAKE,
    DATA,
    SUBMITTING,
    CLOSED
  }

  private final ServerPolicy policy;
  private final Pending pending = new Pending();
  private final LineSplitter splitter = new LineSplitter(ServerLimits.PATH_COMMAND_OCTETS);
  private final ServerCommands commands;
  private final Patience patience = new Patience();
  private final List<SmtpStep> steps = new ArrayList<>();
  private State state = State.FRESH;
  private boolean stopping;
  private @Nullable DataScanner scanner; // null: not in DATA

  public ServerDialogue(ServerPolicy policy) {
    this.policy = policy;
    this.commands = new ServerCommands(policy, new Session(policy));
  }

  /// Takes one input; the steps are to be done in order.
  public List<SmtpStep> on(SmtpInput input) {
    if (state != State.CLOSED) {
      accept(input);
      pump();
    }
    List<SmtpStep> done = List.copyOf(steps);
    steps.clear();
    return done;
  }

  /// Whether octets are welcome; while not, the owner stops reading from the connection.
  public boolean wantsOctets() {
    return state == State.COMMAND || state == State.DATA;
  }

  /// Whether the client is silent at its own cost: nothing is asked of the owner.
  public boolean awaitsClient() {
    return wantsOctets() && pending.isEmpty();
  }

  private void accept(SmtpInput input) {
    switch (input) {
      case SmtpInput.Connected connected -> connected();
      case SmtpInput.Octets(byte[] bytes) -> octets(bytes);
      case SmtpInput.TlsStarted started -> tlsStarted();
      case SmtpInput.RecipientChecked(SmtpReply reply) -> recipientChecked(reply);
      case SmtpInput.Submitted(SmtpReply reply) -> submitted(reply);
      case SmtpInput.Load(boolean stressed, boolean spoolShort) -> {
        patience.stressed(stressed);
        commands.spoolShort(spoolShort);
      }
      case SmtpInput.TimedOut timedOut -> timedOut();
      case SmtpInput.Stopping stop -> stopping = true;
      case SmtpInput.Lost lost -> lost();
    }
  }

  private void connected() {
    if (state == State.FRESH) {
      reply(SmtpReply.of(220, "", policy.hostName() + " ESMTP"));
      state = State.COMMAND;
    }
  }

  private void octets(byte[] bytes) {
    if (state == State.FRESH) {
      sayAndClose(Replies.EARLY_TALK);
    } else if (state == State.HANDSHAKE) {
      close(); // clear text where TLS must be: nobody there to talk to (SV-6)
    } else if (!pending.add(bytes)) {
      sayAndClose(Replies.OVERRUN);
    }
  }

  private void tlsStarted() {
    if (state == State.HANDSHAKE) {
      commands.session().secure();
      state = State.COMMAND;
    }
  }

  private void recipientChecked(SmtpReply reply) {
    if (state == State.CHECKING) {
      commands.recipientChecked(reply.isPositive());
      reply(reply);
      state = State.COMMAND;
    }
  }

  private void submitted(SmtpReply reply) {
    if (state == State.SUBMITTING) {
      endTransaction(reply);
    }
  }

  private void endTransaction(SmtpReply reply) {
    commands.session().reset();
    patience.mailDone();
    reply(reply);
    state = State.COMMAND;
  }

  private void timedOut() {
    if (wantsOctets()) {
      sayAndClose(Replies.TIMED_OUT);
    }
  }

  private void lost() {
    if (state == State.DATA) {
      discard();
    }
    state = State.CLOSED;
    pending.clear();
  }

  private void pump() {
    while (wantsOctets() && !pending.isEmpty()) {
      if (state == State.DATA) {
        data();
      } else {
        Optional<CommandLine> line = splitter.accept(pending.take());
        line.ifPresent(this::line);
      }
    }
  }

  private void line(CommandLine line) {
    if (stopping) {
      sayAndClose(Replies.STOPPING);
      return;
    }
    switch (line) {
      case CommandLine.TooLong tooLong -> error(Replies.TOO_LONG);
      case CommandLine.Garbled garbled -> error(Replies.GARBLED);
      case CommandLine.Stray stray -> stray();
      case CommandLine.Text(String text) -> answer(commands.on(text, !pending.isEmpty()));
    }
  }

  private void stray() {
    switch (policy.stray()) {
      case REJECT -> error(Replies.STRAY);
      case DISCONNECT -> sayAndClose(Replies.STRAY_CLOSE);
    }
  }

  private void answer(ServerCommands.Answer answer) {
    switch (answer) {
      case ServerCommands.Answer.Say(SmtpReply reply) -> reply(reply);
      case ServerCommands.Answer.Junk(SmtpReply reply) -> {
        reply(reply);
        closeIf(patience.junk());
      }
      case ServerCommands.Answer.Wrong(SmtpReply reply) -> error(reply);
      case ServerCommands.Answer.Quit(SmtpReply reply) -> sayAndClose(reply);
      case ServerCommands.Answer.Check(SmtpStep.CheckRecipient step) -> {
        steps.add(step);
        state = State.CHECKING;
      }
      case ServerCommands.Answer.Tls tls -> {
        reply(Replies.READY_FOR_TLS);
        steps.add(new SmtpStep.StartTls());
        state = State.HANDSHAKE;
      }
      case ServerCommands.Answer.Data(SmtpStep.BeginData step) -> {
        steps.add(step);
        reply(Replies.START_DATA);
        scanner = new DataScanner(policy.maxMessageBytes());
        state = State.DATA;
      }
    }
  }

  private void data() {
    DataScanner text = scanner;
    if (text == null) {
      throw new IllegalStateException("no scanner in DATA");
    }
    boolean refusedBefore = text.refusal().isPresent();
    byte[] chunk = text.scan(pending);
    Optional<SmtpReply> refusal = text.refusal();
    if (refusal.isPresent() && !refusedBefore) {
      steps.add(new SmtpStep.DiscardData());
    }
    if (chunk.length > 0) {
      steps.add(new SmtpStep.DataChunk(chunk));
    }
    if (text.isStray() && policy.stray() == ServerPolicy.Stray.DISCONNECT) {
      leaveData();
      sayAndClose(Replies.STRAY_CLOSE);
    } else if (text.isOver()) {
      dataOver(text, refusal);
    } else if (text.isEndless()) {
      leaveData();
      sayAndClose(Replies.OVERRUN);
    }
  }

  private void dataOver(DataScanner text, Optional<SmtpReply> refusal) {
    leaveData();
    if (refusal.isPresent()) {
      commands.session().reset();
      error(refusal.get());
      return;
    }
    var envelope = commands.session().envelope();
    boolean body8bit = envelope.body8bit() || text.eightBit();
    steps.add(new SmtpStep.Submit(envelope.withBody8bit(body8bit), text.messageBytes()));
    state = State.SUBMITTING;
  }

  private void leaveData() {
    scanner = null;
    state = State.COMMAND;
  }

  private void discard() {
    boolean refused = scanner != null && scanner.refusal().isPresent();
    if (!refused) {
      steps.add(new SmtpStep.DiscardData());
    }
  }

  private void error(SmtpReply reply) {
    reply(reply);
    closeIf(patience.error());
  }

  private void closeIf(boolean tried) {
    if (tried) {
      sayAndClose(Replies.TOO_MANY_ERRORS);
    }
  }

  private void sayAndClose(SmtpReply reply) {
    if (state == State.DATA) {
      discard();
    }
    reply(reply);
    close();
  }

  private void close() {
    steps.add(new SmtpStep.Close());
    state = State.CLOSED;
    pending.clear();
  }

  private void reply(SmtpReply reply) {
    steps.add(new SmtpStep.Reply(reply));
  }
}
