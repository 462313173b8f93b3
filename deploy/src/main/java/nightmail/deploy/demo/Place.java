// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.demo;

import java.nio.file.Path;

/// One process of the demo and where its things are.
///
/// @param name of the process
/// @param folder its own: configuration, state, captures, images of its memory
record Place(String name, Host host, Path folder) {
  Path state() {
    return folder.resolve("state");
  }

  Path captures() {
    return folder.resolve("captures");
  }

  Path log() {
    return folder.resolve("log.txt");
  }

  Path heap() {
    return folder.resolve("heap.hprof");
  }

  Path memory() {
    return folder.resolve("memory.bin");
  }

  Path metrics() {
    return folder.resolve("answers.txt");
  }
}
