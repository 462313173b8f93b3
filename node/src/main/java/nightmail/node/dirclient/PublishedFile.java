// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nightmail.proto.document.Checked;
import nightmail.proto.document.Descriptor;
import nightmail.proto.document.DocumentKind;
import nightmail.proto.document.Upload;

/// The upload made last, kept so that no sequence number is ever used for other bytes (TK-6).
///
/// Owned by the publishing thread.
final class PublishedFile {
  private final Path folder;
  private final Path file;

  PublishedFile(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.file = folder.resolve("descriptor");
  }

  /// The upload kept last; empty before the first.
  ///
  /// @throws IOException also when the file is damaged
  Optional<Upload> recall() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Upload.decode(Files.readAllBytes(file)) instanceof Checked.Good<Upload>(Upload upload)) {
      return Optional.of(upload);
    }
    throw new IOException(file + " is damaged");
  }

  /// Durable when this returns.
  void keep(Upload upload) throws IOException {
    DirectoryFolder.replace(file, upload.encode());
    DirectoryFolder.syncFolder(folder);
  }

  /// What an own upload says.
  static Optional<Descriptor> descriptor(Upload upload) {
    return upload
        .descriptor()
        .as(DocumentKind.DESCRIPTOR)
        .asOptional()
        .map(unverified -> unverified.unverifiedContent());
  }
}
