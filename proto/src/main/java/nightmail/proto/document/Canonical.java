// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// The one encoding of a message (EN-2): fields ascend, varints are minimal, default values are
/// left out.
///
/// Protobuf's own output is officially not canonical, so this writer is ours. Bytes are accepted
/// only if writing what was read gives the same bytes.
///
/// Safe for any thread.
final class Canonical {
  private Canonical() {}

  /// Reads `bytes` as a message of `prototype`'s type; all limits are checked before anything is
  /// allocated for it.
  static <M extends Message> Checked<M> read(M prototype, byte[] bytes, int maxBytes) {
    if (bytes.length > maxBytes) {
      return Checked.refused(Refusal.TOO_LARGE, "");
    }
    return WireScan.scan(prototype.getDescriptorForType(), bytes)
        .then(scanned -> parse(prototype, bytes));
  }

  private static <M extends Message> Checked<M> parse(M prototype, byte[] bytes) {
    try {
      @SuppressWarnings("unchecked") // a builder of M builds M
      M message = (M) prototype.newBuilderForType().mergeFrom(bytes).build();
      return Arrays.equals(encode(message), bytes)
          ? Checked.good(message)
          : Checked.refused(Refusal.NOT_CANONICAL, "");
    } catch (InvalidProtocolBufferException e) {
      return Checked.refused(Refusal.NOT_CANONICAL, "");
    }
  }

  static byte[] encode(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      List<FieldDescriptor> fields =
          message.getDescriptorForType().getFields().stream().sorted().toList();
      for (FieldDescriptor field : fields) {
        write(message, field, out);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Message message, FieldDescriptor field, CodedOutputStream out)
      throws IOException {
    if (field.isPacked()) {
      writePacked((Collection<?>) message.getField(field), field, out);
    } else if (field.isRepeated()) {
      for (Object value : (Collection<?>) message.getField(field)) {
        writeValue(value, field, out);
      }
    } else if (isPresent(message, field)) {
      writeValue(message.getField(field), field, out);
    }
  }

  /// Whether a single value differs from its default; a message is present once it is set.
  private static boolean isPresent(Message message, FieldDescriptor field) {
    return field.hasPresence()
        ? message.hasField(field)
        : !message.getField(field).equals(field.getDefaultValue());
  }

  private static void writePacked(
      Collection<?> values, FieldDescriptor field, CodedOutputStream out) throws IOException {
    if (values.isEmpty()) {
      return;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    CodedOutputStream inner = CodedOutputStream.newInstance(packed);
    for (Object value : values) {
      inner.writeUInt64NoTag(unsigned(value));
    }
    inner.flush();
    out.writeByteArray(field.getNumber(), packed.toByteArray());
  }

  private static void writeValue(Object value, FieldDescriptor field, CodedOutputStream out)
      throws IOException {
    int number = field.getNumber();
    switch (value) {
      case Message message -> out.writeByteArray(number, encode(message));
      case ByteString bytes -> out.writeBytes(number, bytes);
      case String text -> out.writeString(number, text);
      default -> out.writeUInt64(number, unsigned(value));
    }
  }

  private static long unsigned(Object value) {
    return switch (value) {
      case Integer number -> Integer.toUnsignedLong(number);
      case Long number -> number;
      default -> throw new IllegalStateException("the schema has no such type");
    };
  }
}
