// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.report;

import java.util.Locale;

/// The four things about a mail that a party may or may not see.
public enum Secret {
  SENDER,
  RECIPIENT,
  SUBJECT,
  BODY;

  /// Its name in tables, in JSON and in a search.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
