// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import static nightmail.proto.document.WireRefusal.require;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.Arrays;
import nightmail.proto.document.WireScan.Seen;
import nightmail.proto.document.wire.Wire;
import nightmail.proto.document.wire.Wire.Rule;

/// The limits that stand beside each field of `directory.proto`, applied to encoded values.
final class FieldRules {
  private static final long MAX_UINT32 = 0xffff_ffffL;

  private FieldRules() {}

  static Rule of(FieldDescriptor field) {
    return field.getOptions().getExtension(Wire.rule);
  }

  /// Entries so far against the most there may be; asked before each is looked at.
  static void checkCount(FieldDescriptor field, int count) throws WireRefusal {
    int most = field.isRepeated() ? of(field).getMaxCount() : 1;
    require(count <= most, Refusal.TOO_LARGE);
  }

  static void checkNumber(FieldDescriptor field, long value) throws WireRefusal {
    Rule rule = of(field);
    long most = rule.getMax() != 0 ? rule.getMax() : Long.MAX_VALUE;
    long fits = field.getJavaType() == JavaType.INT ? MAX_UINT32 : Long.MAX_VALUE;
    require(value >= rule.getMin() && value <= Math.min(most, fits), Refusal.OUT_OF_RANGE);
  }

  static void checkBytes(FieldDescriptor field, int length) throws WireRefusal {
    Rule rule = of(field);
    require(length > 0, field.isRepeated() ? Refusal.OUT_OF_RANGE : Refusal.NOT_CANONICAL);
    require(rule.getMaxLength() == 0 || length <= rule.getMaxLength(), Refusal.TOO_LARGE);
    require(
        rule.getLength() == 0 || length == rule.getLength() || length == rule.getOrLength(),
        Refusal.OUT_OF_RANGE);
    require(rule.getPiece() == 0 || length % rule.getPiece() == 0, Refusal.OUT_OF_RANGE);
  }

  static void checkText(FieldDescriptor field, byte[] bytes, int start, int end)
      throws WireRefusal {
    Rule rule = of(field);
    require(end > start, field.isRepeated() ? Refusal.BAD_STRING : Refusal.NOT_CANONICAL);
    require(end - start <= rule.getMaxLength(), Refusal.TOO_LARGE);
    require(DocumentText.isGood(rule.getText(), bytes, start, end), Refusal.BAD_STRING);
  }

  /// Fields between two that were found: none of them may be required.
  static void checkSkipped(Descriptor type, int after, int before) throws WireRefusal {
    for (FieldDescriptor field : type.getFields()) {
      Rule rule = of(field);
      boolean wanted = rule.getRequired() || rule.getMin() > 0 || rule.getMinCount() > 0;
      if (wanted && field.getNumber() > after && field.getNumber() < before) {
        throw new WireRefusal(Refusal.OUT_OF_RANGE).in(field.getName());
      }
    }
  }

  /// Strictly ascending: whole values, or messages by their first fields.
  static void checkOrder(byte[] bytes, FieldDescriptor field, Seen one, Seen other)
      throws WireRefusal {
    if (of(field).getOrderedElsewhere()) {
      return;
    }
    int order =
        field.getJavaType() == JavaType.MESSAGE
            ? EntryKey.compare(bytes, field.getMessageType(), keyFields(field), one, other)
            : Arrays.compareUnsigned(
                bytes, one.start(), one.end(), bytes, other.start(), other.end());
    require(order < 0, Refusal.NOT_SORTED);
  }

  private static int keyFields(FieldDescriptor field) {
    return Math.max(1, of(field).getKey());
  }
}
