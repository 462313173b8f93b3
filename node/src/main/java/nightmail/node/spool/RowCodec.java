// SPDX-License-Identifier: Apache-2.0
package nightmail.node.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nightmail.proto.mail.Envelope;
import nightmail.proto.mail.Notify;
import nightmail.proto.mail.OriginalRecipient;
import nightmail.proto.mail.Path;
import nightmail.proto.mail.Recipient;
import nightmail.proto.mail.Ret;
import nightmail.proto.message.RecipientRecord;

/// Envelopes and recipient records as bytes of a row: exactly what they were, also what a batch
/// does not say, as a RET the client never gave.
///
/// Text is a u16 length and UTF-8; enum constants are their names, so that their order may change.
/// Anything but what was written is [SpoolDamaged].
final class RowCodec {
  private static final int MAX_TEXT_BYTES = 0xffff;
  private static final int MAX_ITEMS = 1_000;

  private RowCodec() {}

  static byte[] encode(Envelope envelope) {
    return written(
        out -> {
          path(out, envelope.reversePath());
          out.writeBoolean(envelope.body8bit());
          out.writeBoolean(envelope.smtpUtf8());
          out.writeBoolean(envelope.requireTls());
          text(out, envelope.ret().name());
          text(out, envelope.envid());
          out.writeShort(envelope.recipients().size());
          for (Recipient recipient : envelope.recipients()) {
            recipient(out, recipient);
          }
        });
  }

  static Envelope envelope(byte[] bytes) throws SpoolDamaged {
    return read(
        bytes,
        in -> {
          Path reversePath = path(in);
          boolean body8bit = in.readBoolean();
          boolean smtpUtf8 = in.readBoolean();
          boolean requireTls = in.readBoolean();
          Ret ret = Ret.valueOf(text(in));
          String envid = text(in);
          List<Recipient> recipients = new ArrayList<>();
          for (int left = count(in); left > 0; left--) {
            recipients.add(recipient(in));
          }
          return new Envelope(reversePath, recipients, body8bit, smtpUtf8, requireTls, ret, envid);
        });
  }

  static byte[] encode(List<RecipientRecord> records) {
    return written(
        out -> {
          out.writeShort(records.size());
          for (RecipientRecord each : records) {
            out.writeShort(each.recipient());
            text(out, each.action().name());
            out.writeByte(each.statusClass());
            out.writeShort(each.statusSubject());
            out.writeShort(each.statusDetail());
            out.writeShort(each.smtpCode());
            out.writeByte(each.diagnostic());
          }
        });
  }

  static List<RecipientRecord> records(byte[] bytes) throws SpoolDamaged {
    return read(
        bytes,
        in -> {
          List<RecipientRecord> records = new ArrayList<>();
          for (int left = count(in); left > 0; left--) {
            records.add(
                new RecipientRecord(
                    in.readUnsignedShort(),
                    RecipientRecord.Action.valueOf(text(in)),
                    in.readUnsignedByte(),
                    in.readUnsignedShort(),
                    in.readUnsignedShort(),
                    in.readUnsignedShort(),
                    in.readUnsignedByte()));
          }
          return records;
        });
  }

  private static void recipient(DataOutputStream out, Recipient recipient) throws IOException {
    path(out, recipient.path());
    out.writeByte(recipient.notifyOn().size());
    for (Notify notify : recipient.notifyOn()) {
      text(out, notify.name());
    }
    text(out, recipient.original().type());
    text(out, recipient.original().address());
  }

  private static Recipient recipient(DataInputStream in) throws IOException {
    Path path = path(in);
    Set<Notify> notify = EnumSet.noneOf(Notify.class);
    for (int left = in.readUnsignedByte(); left > 0; left--) {
      notify.add(Notify.valueOf(text(in)));
    }
    return new Recipient(path, notify, new OriginalRecipient(text(in), text(in)));
  }

  private static void path(DataOutputStream out, Path path) throws IOException {
    text(out, path.localPart());
    text(out, path.domain());
  }

  private static Path path(DataInputStream in) throws IOException {
    return new Path(text(in), text(in));
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException("text of " + bytes.length + " bytes in an envelope");
    }
    out.writeShort(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    if (count > MAX_ITEMS) {
      throw new IOException("more than " + MAX_ITEMS + " items");
    }
    return count;
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all", e);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(byte[] bytes, Reading<T> reading) throws SpoolDamaged {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      T value = reading.from(in);
      if (in.read() >= 0) {
        throw new IOException("bytes left over");
      }
      return value;
    } catch (IOException | IllegalArgumentException e) {
      throw new SpoolDamaged(SpoolDamaged.Fault.ROW_UNREADABLE, e);
    }
  }
}
