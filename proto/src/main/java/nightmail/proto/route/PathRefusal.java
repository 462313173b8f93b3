// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.util.Locale;

/// Why there is no path or no exit now (PS-13); none of them lowers a level by itself.
public enum PathRefusal {
  NO_VIEW,
  /// The view is past `staleUntil`: mail waits.
  STALE,
  /// Nobody serves the domain and no third-party exit may or can.
  NO_EXIT,
  /// Exits of the domain are known, none is listed now: mail waits.
  EXIT_DOWN,
  /// The exit is listed without a key for the time of arrival: mail waits.
  EXIT_KEY,
  /// Mixes are listed, none of them with a key for the time of arrival.
  NO_KEY,
  /// The exit takes no object of this size.
  TOO_BIG,
  /// Families, networks or broken links leave no path.
  CONSTRAINTS,
  /// No usable mix for one of the positions.
  LAYER_EMPTY,
  /// Too many attempts for one packet in a day (PS-10).
  BUDGET;

  /// The label in metrics and documents.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
