// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import nightmail.proto.document.wire.Wire;
import nightmail.proto.document.wire.Wire.Rule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// EN-1 and E8: the schema holds only what has one canonical encoding, and a limit for everything.
class SchemaLintTest {
  private static final List<Descriptor> MESSAGES =
      Wire.getDescriptor().getMessageTypes().stream()
          .filter(m -> !m.getName().equals("Rule"))
          .toList();

  @Test
  @DisplayName("EN-1: unsigned numbers, bytes, text and messages only")
  void onlyAllowedTypesAppear() {
    assertEquals("nightmail.directory.v1", Wire.getDescriptor().getPackage());
    for (Descriptor message : MESSAGES) {
      assertTrue(message.getOneofs().isEmpty(), message.getName());
      assertTrue(message.getExtensions().isEmpty(), message.getName());
      for (FieldDescriptor field : message.getFields()) {
        assertFalse(field.isMapField(), field.getFullName());
        boolean allowed =
            switch (field.getType()) {
              case UINT32, UINT64, BYTES, STRING, MESSAGE -> true;
              default -> false;
            };
        assertTrue(allowed, field.getFullName());
      }
    }
  }

  @Test
  @DisplayName("EN-1: repeated numbers are packed")
  void repeatedNumbersArePacked() {
    for (Descriptor message : MESSAGES) {
      for (FieldDescriptor field : message.getFields()) {
        boolean number =
            field.getType() == FieldDescriptor.Type.UINT32
                || field.getType() == FieldDescriptor.Type.UINT64;
        assertEquals(field.isRepeated() && number, field.isPacked(), field.getFullName());
      }
    }
  }

  @Test
  @DisplayName("EN-5: nothing repeated or textual is without a bound")
  void everythingThatGrowsHasALimit() {
    for (Descriptor message : MESSAGES) {
      for (FieldDescriptor field : message.getFields()) {
        Rule rule = FieldRules.of(field);
        if (field.isRepeated()) {
          assertTrue(rule.getMaxCount() > 0, field.getFullName());
        }
        if (field.getType() == FieldDescriptor.Type.STRING
            || field.getType() == FieldDescriptor.Type.BYTES) {
          assertTrue(rule.getMaxLength() > 0 || rule.getLength() > 0, field.getFullName());
        }
      }
    }
  }
}
