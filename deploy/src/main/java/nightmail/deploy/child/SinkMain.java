// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.child;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import nightmail.deploy.sink.Mailbox;
import nightmail.deploy.sink.Sink;

/// Bob's MTA: `SinkMain HOST PORT FOLDER`.
public final class SinkMain {
  private SinkMain() {}

  public static void main(String[] arguments) throws IOException {
    var address = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
    try (Sink _ = Sink.open(address, new Mailbox(Path.of(arguments[2])))) {
      new Questions().serve();
    }
  }
}
