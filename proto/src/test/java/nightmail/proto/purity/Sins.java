// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.purity;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;

/// Calls and types behind each [Ban]: lists of names of the JDK, matched by class, method and
/// parameters.
@SuppressWarnings("OperatorPrecedence") // each line is one alternative; brackets would hide that
final class Sins {
  /// Whether a call, a method reference or a field access breaks a ban.
  interface OfAccess {
    boolean isCommittedBy(Call call);

    default boolean isCommittedBy(JavaAccess<?> access) {
      return isCommittedBy(Call.of(access));
    }
  }

  /// Whether to depend on a type breaks a ban.
  interface OfType {
    boolean isCommittedBy(JavaClass type);
  }

  /// The target of an access.
  ///
  /// @param parameters full names; empty for a field
  record Call(String owner, String name, List<String> parameters) {
    static Call of(JavaAccess<?> access) {
      List<String> parameters =
          access.getTarget() instanceof CodeUnitAccessTarget unit
              ? unit.getRawParameterTypes().stream().map(JavaClass::getFullName).toList()
              : List.of();
      return new Call(access.getTargetOwner().getFullName(), access.getName(), parameters);
    }

    boolean is(String owner, String... names) {
      return this.owner.equals(owner) && List.of(names).contains(name);
    }

    boolean creates(String owner) {
      return is(owner, "<init>");
    }

    boolean takes(String type) {
      return parameters.contains(type);
    }

    boolean takesNothing() {
      return parameters.isEmpty();
    }
  }

  /// Parts of `java.io` that touch no world: bytes in memory and the exception they declare.
  private static final Set<String> IO_IN_MEMORY =
      Set.of(
          "java.io.ByteArrayInputStream",
          "java.io.ByteArrayOutputStream",
          "java.io.IOException",
          "java.io.Serializable",
          "java.io.UncheckedIOException");

  private static final List<String> WORLD =
      List.of(
          "java.io.",
          "java.net.",
          "java.nio.channels.",
          "java.nio.file.",
          "java.sql.",
          "io.netty.",
          "org.slf4j.");

  private static final List<String> THREADING =
      List.of("java.lang.Thread", "java.util.Timer", "java.util.concurrent.");

  private Sins() {}

  static boolean readsClock(Call call) {
    return call.is("java.lang.System", "currentTimeMillis", "nanoTime")
        || call.is("java.time.InstantSource", "system")
        || call.owner().equals("java.time.Clock") && call.name().matches("system.*|tick.+")
        || call.owner().startsWith("java.time.")
            && call.name().equals("now")
            && !call.takes("java.time.Clock")
        || call.creates("java.util.Date") && call.takesNothing()
        || call.is("java.util.Calendar", "getInstance");
  }

  static boolean drawsChance(Call call) {
    return call.is("java.lang.Math", "random")
        || call.is("java.lang.StrictMath", "random")
        || call.is("java.util.UUID", "randomUUID")
        || call.owner().equals("java.util.concurrent.ThreadLocalRandom")
        || call.creates("java.util.Random") && call.takesNothing()
        || call.creates("java.util.SplittableRandom") && call.takesNothing()
        || call.is("java.util.random.RandomGenerator", "of", "getDefault")
        || call.is("java.util.random.RandomGeneratorFactory", "create") && call.takesNothing()
        || call.is("java.util.Collections", "shuffle") && call.parameters().size() == 1
        || drawsSecureChance(call);
  }

  /// A `SecureRandom` made from a given `SecureRandomSpi` draws what that one gives, and is free.
  private static boolean drawsSecureChance(Call call) {
    boolean explicit = call.takes("java.security.SecureRandom");
    return call.creates("java.security.SecureRandom")
            && !call.takes("java.security.SecureRandomSpi")
        || call.is("java.security.SecureRandom", "getInstance", "getInstanceStrong", "getSeed")
        || call.is("java.security.KeyPairGenerator", "initialize") && !explicit
        || call.is("java.security.Signature", "initSign") && !explicit
        || call.is("javax.crypto.KEM", "newEncapsulator") && !explicit
        || call.is("javax.crypto.KeyGenerator", "init") && !explicit
        || call.is("org.bouncycastle.crypto.CryptoServicesRegistrar", "getSecureRandom");
  }

  static boolean isThreading(JavaClass type) {
    String name = type.getFullName();
    return THREADING.stream().anyMatch(name::startsWith)
        && !name.equals("java.util.concurrent.TimeUnit");
  }

  static boolean runsParallel(Call call) {
    return call.owner().startsWith("java.util.") && call.name().matches("parallel.*");
  }

  static boolean makesHashOrder(Call call) {
    return call.name().matches("<init>|newHashMap|newHashSet")
            && call.owner().matches("java\\.util\\.(Hash|IdentityHash|WeakHash).+")
        || call.is("java.lang.System", "identityHashCode")
        || call.is("java.util.stream.Collectors", "toSet", "toUnmodifiableSet", "toUnmodifiableMap")
        || call.is("java.util.stream.Collectors", "toMap") && call.parameters().size() < 4
        || call.is("java.util.stream.Collectors", "groupingBy") && call.parameters().size() < 3;
  }

  static boolean makesSaltedOrder(Call call) {
    return call.is("java.util.Set", "of") && many(call, 1)
        || call.is("java.util.Map", "of") && many(call, 2)
        || call.is("java.util.Map", "ofEntries", "copyOf")
        || call.is("java.util.Set", "copyOf");
  }

  private static boolean many(Call call, int parametersOfOne) {
    return call.parameters().size() > parametersOfOne
        || call.parameters().stream().anyMatch(type -> type.startsWith("["));
  }

  static boolean usesDefault(Call call) {
    return call.is("java.lang.String", "toLowerCase", "toUpperCase", "getBytes")
            && call.takesNothing()
        || call.is("java.lang.String", "formatted")
        || call.is("java.lang.String", "format") && !call.takes("java.util.Locale")
        || call.creates("java.lang.String") && bytesWithoutCharset(call)
        || call.is("java.io.ByteArrayOutputStream", "toString") && call.takesNothing()
        || call.is("java.nio.charset.Charset", "defaultCharset")
        || call.is("java.util.Locale", "getDefault")
        || call.is("java.util.TimeZone", "getDefault")
        || call.is("java.time.ZoneId", "systemDefault")
        || call.is("java.time.format.DateTimeFormatter", "ofPattern")
            && !call.takes("java.util.Locale");
  }

  private static boolean bytesWithoutCharset(Call call) {
    return call.takes(byte[].class.getName())
        && !call.takes("java.nio.charset.Charset")
        && !call.takes("java.lang.String");
  }

  static boolean isWorld(JavaClass type) {
    String name = type.getFullName();
    return WORLD.stream().anyMatch(name::startsWith) && !IO_IN_MEMORY.contains(name);
  }

  static boolean isReference(JavaClass type) {
    return type.getPackageName().equals("java.lang.ref");
  }

  static boolean callsCollector(Call call) {
    return call.is("java.lang.System", "gc") || call.is("java.lang.Runtime", "gc");
  }

  static boolean differsInLastBit(Call call) {
    return call.owner().equals("java.lang.Math")
        && call.name().matches("exp|expm1|log|log10|log1p|pow|cbrt|a?sinh?|a?cosh?|a?tan[2h]?");
  }
}
