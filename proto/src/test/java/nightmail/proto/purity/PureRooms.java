// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.purity;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/// Compiled classes of the rooms that must be pure.
public final class PureRooms {
  /// What protoc writes: it caches in static fields, which nobody here can change.
  private static final String GENERATED = "nightmail/proto/document/wire/";

  private PureRooms() {}

  /// The classes of a package and of those below it, without tests and generated ones.
  public static JavaClasses under(String... packages) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(location -> !location.contains(GENERATED))
        .importPackages(packages);
  }
}
