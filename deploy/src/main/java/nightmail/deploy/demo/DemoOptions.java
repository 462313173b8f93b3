// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nightmail.deploy.report.Break;

/// What the user asks of the demo.
///
/// @param mail the user's own message, or a generated one
/// @param size octets of a generated message
/// @param to recipients; empty for a drawn one
/// @param broken the protection to switch off
/// @param keep whether evidence stays on disk
public record DemoOptions(
    Optional<Path> mail, int size, List<String> to, Optional<Break> broken, boolean keep) {
  /// A message that fits into one packet.
  public static final int USUAL_SIZE = 4_000;

  /// Copies the list.
  public DemoOptions {
    to = List.copyOf(to);
  }
}
