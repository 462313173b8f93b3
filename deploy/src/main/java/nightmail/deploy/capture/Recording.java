// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One direction of one connection on disk: `NAME.bin` holds the octets and nothing else, so that a
/// search finds what lies across two writes; `NAME.idx` holds when they passed.
///
/// | offset in `.idx`, repeated | bytes | meaning |
/// |---|---|---|
/// | 0 | 8 | monotonic nanoseconds, the same clock for all processes of a host |
/// | 8 | 8 | octets so far, these included |
///
/// Owned by the event loop of its channel.
final class Recording implements AutoCloseable {
  static final String OCTETS = ".bin";
  static final String MOMENTS = ".idx";
  static final int MOMENT_BYTES = 8 + 8;

  private final FileChannel octets;
  private final FileChannel moments;
  private long total;

  Recording(Path folder, String name) throws IOException {
    octets = open(folder.resolve(name + OCTETS));
    moments = open(folder.resolve(name + MOMENTS));
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /// Adds all that remains in `passed`.
  void add(ByteBuffer passed, long nanos) {
    try {
      total += passed.remaining();
      write(octets, passed);
      write(moments, ByteBuffer.allocate(MOMENT_BYTES).putLong(nanos).putLong(total).flip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(FileChannel file, ByteBuffer all) throws IOException {
    while (all.hasRemaining()) {
      file.write(all);
    }
  }

  @Override
  public void close() throws IOException {
    octets.close();
    moments.close();
  }
}
