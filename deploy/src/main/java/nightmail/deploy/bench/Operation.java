// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

/// One thing to be done again and again while it is measured.
///
/// Owned by the measuring thread.
@FunctionalInterface
interface Operation {
  /// Does it once; answers what it made, so that no compiler leaves the work out.
  Object run();
}
