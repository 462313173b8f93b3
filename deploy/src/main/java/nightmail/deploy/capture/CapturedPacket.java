// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.capture;

import java.nio.file.Path;

/// One packet in a recording.
///
/// @param file the recorded octets
/// @param offset of its frame in the file
/// @param nanos monotonic time at which its last octet passed
public record CapturedPacket(Path file, long offset, long nanos) {}
