// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.command;

import picocli.CommandLine.IVersionProvider;

/// Which Nightmail on which JDK this is.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "nightmail "
          + number()
          + " on JDK "
          + Runtime.version()
          + ", "
          + System.getProperty("os.name")
    };
  }

  static String number() {
    return "0.1.0";
  }
}
