// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

/// What measuring one subject gave; times in microseconds per run.
///
/// @param garbageBytes allocated per run beyond the bare primitives, below zero if those took more
record Measured(String name, Spread ours, Spread bare, long garbageBytes) {
  /// How many times as long as its bare primitives.
  double ratio() {
    return ours.median() / bare.median();
  }
}
