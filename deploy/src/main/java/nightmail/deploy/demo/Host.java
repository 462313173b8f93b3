// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// A loopback address of its own network for one process, and free ports on it.
///
/// @param address `127.x.0.1`, so that no two relays share a /16
/// @param ports three that were free when asked: links or HTTP, SMTP, admin
record Host(String address, List<Integer> ports) {
  private static final int PORTS = 3;

  /// The host number `x`.
  ///
  /// @throws DemoFailure if the system does not let programs bind to that address
  static Host find(int x) throws DemoFailure {
    String address = "127." + x + ".0.1";
    var ports = new ArrayList<Integer>();
    var held = new ServerSocket[PORTS];
    try {
      for (int i = 0; i < PORTS; i++) {
        held[i] = new ServerSocket(0, 1, InetAddress.getByName(address));
        ports.add(held[i].getLocalPort());
      }
      for (ServerSocket socket : held) {
        socket.close();
      }
    } catch (IOException e) {
      throw DemoFailure.unfit(
          "cannot listen on "
              + address
              + " ("
              + e.getMessage()
              + "); Linux lets every program do so");
    }
    return new Host(address, List.copyOf(ports));
  }

  String main() {
    return address + ":" + ports.get(0);
  }

  String smtp() {
    return address + ":" + ports.get(1);
  }

  String admin() {
    return address + ":" + ports.get(2);
  }
}
