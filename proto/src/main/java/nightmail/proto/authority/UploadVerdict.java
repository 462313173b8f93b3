// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

/// What an authority answers to an upload (HT-6).
public sealed interface UploadVerdict {

  /// Will be in the next vote.
  record Accepted() implements UploadVerdict {}

  /// Held already, or a later sequence is: nothing changes.
  record Known() implements UploadVerdict {}

  /// Not taken; `where` is the field, or empty.
  record Refused(UploadRefusal reason, String where) implements UploadVerdict {}
}
