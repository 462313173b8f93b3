// SPDX-License-Identifier: Apache-2.0
package nightmail.proto;

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

/// The protocol decides and never acts: B1 to B9 and P8 of `docs/spec/simulation.md`, over every
/// class of `proto` but the generated ones.
final class ProtoPurityTest {
  private static JavaClasses proto;

  @BeforeAll
  static void importProto() {
    proto = PureRooms.under("nightmail.proto");
  }

  @ParameterizedTest
  @EnumSource
  void protoKeepsEachBan(Ban ban) {
    ban.check(proto);
  }

  /// B3; a lock inside a method is invisible in signatures, so the source is read.
  @Test
  void nothingIsSynchronized() throws IOException {
    assertEquals(List.of(), Sources.synchronizedBlocks(Path.of("src/main/java")));
  }
}
