// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.message;

/// An object that can be read from anywhere in it, in memory or on a disk.
///
/// Its bytes never change while it is used. Readers of a disk throw `UncheckedIOException`.
public interface ObjectSource {
  long length();

  /// Copies `length` bytes from `offset`, all of which exist, into `into` at `at`.
  void read(long offset, byte[] into, int at, int length);

  /// An object in memory; the array is borrowed.
  static ObjectSource of(byte[] object) {
    return new ObjectSource() {
      @Override
      public long length() {
        return object.length;
      }

      @Override
      public void read(long offset, byte[] into, int at, int length) {
        System.arraycopy(object, Math.toIntExact(offset), into, at, length);
      }
    };
  }
}
