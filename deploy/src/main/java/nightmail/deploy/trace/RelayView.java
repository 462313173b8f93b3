// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.trace;

import java.nio.file.Path;
import java.util.List;
import nightmail.proto.packet.MixKey;

/// One relay as the demo sees it from all sides.
///
/// @param name of the party
/// @param inside folder of recordings inside TLS
/// @param keys all mix keys it had during the demo
public record RelayView(String name, Path inside, List<MixKey> keys) {
  public RelayView {
    keys = List.copyOf(keys);
  }
}
