// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.time;

import java.time.Instant;

/// The moment an event happens: wall time for epochs, monotonic nanoseconds for delays.
public record Now(Instant wall, long monotonicNanos) {}
