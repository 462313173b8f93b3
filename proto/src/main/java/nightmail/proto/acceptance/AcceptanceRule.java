// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.acceptance;

/// A line of the acceptance checklist (`docs/spec/directory.md` §10); the label of the refusal
/// metric.
public enum AcceptanceRule {
  /// Chain of roots from the configured network id.
  ROOT_CHAIN("AC-1"),
  /// Announced sizes, before parsing.
  SIZE("AC-3"),
  /// Quorum of certified signers.
  SIGNATURES("AC-4"),
  /// Canonical form.
  FORM("AC-5"),
  /// Times that follow from the epoch, and now within them.
  TIME("AC-6"),
  /// Never back, never two for one epoch.
  NEWER("AC-7"),
  /// A method and geometry this build knows.
  METHOD("AC-10"),
  /// Indexes, layers and weights in range.
  CONTENT("AC-11"),
  /// Parts by digest and size.
  PARTS("AC-12");

  private final String label;

  AcceptanceRule(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
