// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.vectors;

/// A vector says otherwise than this implementation, or says it in a way that cannot be read.
final class VectorMismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VectorMismatch(String message) {
    super(message);
  }
}
