// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.smtp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Recipient;

/// A server's owner in memory: takes every recipient but those called `no`, keeps every mail.
final class Owner {
  final ServerDialogue dialogue;
  final List<Integer> codes = new ArrayList<>();
  final List<String> replies = new ArrayList<>();
  final List<SmtpStep.Submit> submitted = new ArrayList<>();
  final List<byte[]> mails = new ArrayList<>();
  final ByteArrayOutputStream written = new ByteArrayOutputStream();
  boolean closed;
  int discarded;
  int handshakes;
  private ByteArrayOutputStream mail = new ByteArrayOutputStream();

  Owner(ServerPolicy policy) {
    dialogue = new ServerDialogue(policy);
    on(new SmtpInput.Connected());
  }

  static Owner plain() {
    return new Owner(ServerPolicy.plain("mx.example", 1 << 20));
  }

  /// One past EHLO, replies forgotten.
  static Owner greeted() {
    return greeted(ServerPolicy.plain("mx.example", 1 << 20));
  }

  static Owner greeted(ServerPolicy policy) {
    Owner owner = new Owner(policy).say("EHLO client.example\r\n");
    return owner.forget();
  }

  Owner forget() {
    codes.clear();
    replies.clear();
    return this;
  }

  /// Says the text in one piece, latin-1.
  Owner say(String text) {
    return say(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Owner say(byte[] octets) {
    on(new SmtpInput.Octets(octets.clone()));
    return this;
  }

  Owner sayByteByByte(byte[] octets) {
    for (byte octet : octets) {
      say(new byte[] {octet});
    }
    return this;
  }

  void on(SmtpInput input) {
    ArrayDeque<SmtpStep> steps = new ArrayDeque<>(dialogue.on(input));
    while (!steps.isEmpty()) {
      assertTrue(!closed, "nothing after Close");
      steps.addAll(act(steps.poll()));
    }
  }

  private List<SmtpStep> act(SmtpStep step) {
    switch (step) {
      case SmtpStep.Reply(SmtpReply reply) -> {
        codes.add(reply.code());
        replies.add(reply.code() + " " + reply.enhanced());
        written.writeBytes(reply.encode());
      }
      case SmtpStep.StartTls tls -> {
        handshakes++;
        return dialogue.on(new SmtpInput.TlsStarted());
      }
      case SmtpStep.CheckRecipient(Envelope soFar, Recipient recipient) -> {
        return dialogue.on(new SmtpInput.RecipientChecked(opinion(recipient)));
      }
      case SmtpStep.BeginData begin -> mail = new ByteArrayOutputStream();
      case SmtpStep.DataChunk(byte[] bytes) -> mail.writeBytes(bytes);
      case SmtpStep.DiscardData discard -> discarded++;
      case SmtpStep.Submit submit -> {
        submitted.add(submit);
        mails.add(mail.toByteArray());
        return dialogue.on(new SmtpInput.Submitted(Replies.OK));
      }
      case SmtpStep.Close close -> closed = true;
    }
    return List.of();
  }

  private static SmtpReply opinion(Recipient recipient) {
    return recipient.path().localPart().equals("no")
        ? SmtpReply.of(550, "5.1.1", "Unknown")
        : SmtpReply.recipientOk();
  }

  String mail(int index) {
    return new String(mails.get(index), StandardCharsets.ISO_8859_1);
  }

  String lastReply() {
    return replies.getLast();
  }
}
