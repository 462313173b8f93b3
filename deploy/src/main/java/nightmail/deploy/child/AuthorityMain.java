// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.child;

import java.io.IOException;
import java.nio.file.Path;
import nightmail.directory.AuthorityProgram;
import nightmail.directory.config.AuthorityConfig;
import nightmail.proto.document.Profile;

/// The directory authority: `AuthorityMain CONFIG`.
public final class AuthorityMain {
  private static final int REFUSED_FOR_SAFETY = 8;

  private AuthorityMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    AuthorityConfig config = AuthorityConfig.load(Path.of(arguments[0]));
    if (config.profile() != Profile.TEST) {
      System.exit(REFUSED_FOR_SAFETY);
    }
    try (AuthorityProgram _ = AuthorityProgram.start(config)) {
      new Questions().serve();
    }
  }
}
