// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

/// How much went through each primitive, so that a test can hold the bare sums against the
/// specification.
///
/// Owned by the measuring thread.
final class Tally {
  private long macs;
  private long macBytes;
  private long streamBytes;
  private long hashBytes;

  /// @param macs how many HMACs
  /// @param macBytes their input together
  /// @param streamBytes through AES-CTR
  /// @param hashBytes into SHA3-256
  record Used(long macs, long macBytes, long streamBytes, long hashBytes) {}

  void authenticated(int bytes) {
    macs++;
    macBytes += bytes;
  }

  void streamed(int bytes) {
    streamBytes += bytes;
  }

  void hashed(int bytes) {
    hashBytes += bytes;
  }

  /// What was used since the last call.
  Used take() {
    Used used = new Used(macs, macBytes, streamBytes, hashBytes);
    macs = 0;
    macBytes = 0;
    streamBytes = 0;
    hashBytes = 0;
    return used;
  }
}
