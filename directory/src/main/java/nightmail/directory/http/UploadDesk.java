// SPDX-License-Identifier: Apache-2.0
package nightmail.directory.http;

import java.util.concurrent.CompletionStage;
import nightmail.proto.authority.UploadVerdict;

/// Where uploads are handed in; answers when the authority has looked at one.
@FunctionalInterface
public interface UploadDesk {
  /// Takes the array over. Ends exceptionally if the authority is too busy or is stopping.
  CompletionStage<UploadVerdict> handIn(byte[] upload);
}
