// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.house;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The types of the values one method hands to loggers.
///
/// Signatures of a logger say `Object`, so the instructions between the loading of the logger and
/// the call are followed with a stack of types. Branches are walked through in the order they
/// stand, so both values of a choice count; a value that is only asked for something else does not.
///
/// Used once, by one thread.
final class LoggedValues {
  private static final String LOGGER = "org.slf4j.Logger";

  private final CodeModel code;
  private final Map<Label, Integer> positions = new HashMap<>();
  private final List<ClassDesc> parameters = new ArrayList<>();
  private final Deque<ClassDesc> stack = new ArrayDeque<>();
  private final List<ClassDesc> logged = new ArrayList<>();
  private boolean following;

  private LoggedValues(MethodModel method, CodeModel code) {
    this.code = code;
    if (!method.flags().has(AccessFlag.STATIC)) {
      parameters.add(ConstantDescs.CD_Object);
    }
    for (ClassDesc parameter : method.methodTypeSymbol().parameterList()) {
      parameters.add(parameter);
      if (TypeKind.from(parameter).slotSize() == 2) {
        parameters.add(parameter);
      }
    }
  }

  /// Full names of the types that the methods of a class log, in order.
  static List<String> of(byte[] classFile) {
    return ClassFile.of().parse(classFile).methods().stream()
        .flatMap(method -> method.code().map(code -> of(method, code)).orElse(List.of()).stream())
        .toList();
  }

  private static List<String> of(MethodModel method, CodeModel code) {
    LoggedValues values = new LoggedValues(method, code);
    values.follow();
    return values.logged.stream().map(LoggedValues::fullName).toList();
  }

  private void follow() {
    List<CodeElement> elements = code.elementList();
    for (int at = 0; at < elements.size(); at++) {
      if (elements.get(at) instanceof LabelTarget target) {
        positions.put(target.label(), at);
      }
    }
    for (int at = 0; at < elements.size(); at++) {
      step(elements.get(at), at);
    }
  }

  private void step(CodeElement element, int at) {
    switch (element) {
      case FieldInstruction field -> load(field);
      case LoadInstruction load -> stack.push(local(load.slot(), at));
      case ConstantInstruction _ -> stack.push(ConstantDescs.CD_Object);
      case NewObjectInstruction made -> stack.push(made.className().asSymbol());
      case InvokeDynamicInstruction call -> call(call.typeSymbol(), 0);
      case InvokeInstruction call -> call(call);
      case ArrayStoreInstruction _ -> keepArgument();
      default -> {}
    }
  }

  private void load(FieldInstruction field) {
    if (fullName(field.typeSymbol()).equals(LOGGER)) {
      stack.clear();
      following = true;
      return;
    }
    stack.push(field.typeSymbol());
  }

  private void call(InvokeInstruction call) {
    if (following && fullName(call.owner().asSymbol()).equals(LOGGER)) {
      logged.addAll(stack);
      stack.clear();
      following = false;
      return;
    }
    boolean onObject = call.opcode() != Opcode.INVOKESTATIC;
    call(call.typeSymbol(), onObject ? 1 : 0);
  }

  private void call(MethodTypeDesc type, int receivers) {
    for (int i = type.parameterCount() + receivers; i > 0; i--) {
      stack.poll();
    }
    if (!type.returnType().equals(ConstantDescs.CD_void)) {
      stack.push(type.returnType());
    }
  }

  /// An element of the array of arguments: index and array go, the value stays in sight.
  private void keepArgument() {
    ClassDesc value = stack.poll();
    stack.poll();
    if (following && value != null) {
      logged.add(value);
    }
  }

  private ClassDesc local(int slot, int at) {
    for (CodeElement element : code.elementList()) {
      if (element instanceof LocalVariable variable
          && variable.slot() == slot
          && position(variable.startScope()) <= at
          && at <= position(variable.endScope())) {
        return variable.typeSymbol();
      }
    }
    return slot < parameters.size() ? parameters.get(slot) : ConstantDescs.CD_Object;
  }

  private int position(Label label) {
    return positions.getOrDefault(label, code.elementList().size());
  }

  private static String fullName(ClassDesc type) {
    String descriptor = type.descriptorString();
    return type.isClassOrInterface()
        ? descriptor.substring(1, descriptor.length() - 1).replace('/', '.')
        : type.displayName();
  }
}
