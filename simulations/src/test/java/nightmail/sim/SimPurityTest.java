// SPDX-License-Identifier: Apache-2.0
package nightmail.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nightmail.proto.purity.Ban;
import nightmail.proto.purity.PureRooms;
import nightmail.proto.purity.Sources;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The rooms that a simulation runs in are as deterministic as the protocol: B1 to B9 and P8 of
/// `docs/spec/simulation.md`.
///
/// The rules themselves are those of `proto`: this module compiles their package a second time,
/// since a build without tests has no archive of tests to share.
final class SimPurityTest {
  private static JavaClasses rooms;

  @BeforeAll
  static void importRooms() {
    rooms = PureRooms.under("nightmail.sim.engine", "nightmail.sim.world");
  }

  @ParameterizedTest
  @EnumSource
  void roomsKeepEachBan(Ban ban) {
    ban.check(rooms);
  }

  /// B3; a lock inside a method is invisible in signatures, so the source is read.
  @Test
  void nothingIsSynchronized() throws IOException {
    assertEquals(List.of(), Sources.synchronizedBlocks(Path.of("src/main/java")));
  }
}
