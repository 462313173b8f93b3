// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

/// The way out of a nested scan; becomes [Checked.Refused] at its door and never leaves the room.
final class WireRefusal extends Exception {
  private final Refusal reason;
  private final String where;

  WireRefusal(Refusal reason) {
    this(reason, "");
  }

  private WireRefusal(Refusal reason, String where) {
    super(reason.label(), null, false, false);
    this.reason = reason;
    this.where = where;
  }

  /// The same, seen from the field that holds it.
  WireRefusal in(String field) {
    return new WireRefusal(reason, where.isEmpty() ? field : field + "." + where);
  }

  Refusal reason() {
    return reason;
  }

  String where() {
    return where;
  }

  static void require(boolean holds, Refusal reason) throws WireRefusal {
    if (!holds) {
      throw new WireRefusal(reason);
    }
  }
}
