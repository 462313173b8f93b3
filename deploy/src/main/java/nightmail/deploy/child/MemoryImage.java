// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.child;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes this process's own memory to files.
final class MemoryImage {
  private static final Pattern REGION =
      Pattern.compile("([0-9a-f]+)-([0-9a-f]+) rw.p [0-9a-f]+ \\S+ (\\d+)\\s*(.*)");
  private static final int CHUNK_BYTES = 1 << 16;

  private MemoryImage() {}

  /// The heap, garbage included, in the JDK's dump format.
  static void heap(Path file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), false);
  }

  /// Everything writable that is no heap and no file: direct buffers, stacks, what native code
  /// holds.
  static void rest(Path file) throws IOException {
    long largest = heapBytes();
    try (var memory = new RandomAccessFile("/proc/self/mem", "r");
        OutputStream out = Files.newOutputStream(file)) {
      for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
        Matcher region = REGION.matcher(line);
        if (region.matches() && region.group(3).equals("0")) {
          long from = HexFormat.fromHexDigitsToLong(region.group(1));
          long to = HexFormat.fromHexDigitsToLong(region.group(2));
          if (to - from < largest / 4 || !isHeap(from, to)) {
            copy(memory, from, to, out);
          }
        }
      }
    }
  }

  private static long heapBytes() {
    List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
    return pools.stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getUsage().getCommitted())
        .sum();
  }

  /// The serial collector's heap lies below 32 GiB, where compressed references reach.
  private static boolean isHeap(long from, long to) {
    return to <= 32L << 30 && from < to;
  }

  private static void copy(RandomAccessFile memory, long from, long to, OutputStream out)
      throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    for (long at = from; at < to; at += CHUNK_BYTES) {
      int length = (int) Math.min(CHUNK_BYTES, to - at);
      try {
        memory.seek(at);
        memory.readFully(chunk, 0, length);
      } catch (IOException e) {
        continue; // a page that is not there holds nothing
      }
      if (!isZero(chunk, length)) {
        out.write(chunk, 0, length);
      }
    }
  }

  private static boolean isZero(byte[] chunk, int length) {
    int any = 0;
    for (int i = 0; i < length; i++) {
      any |= chunk[i];
    }
    return any == 0;
  }
}
