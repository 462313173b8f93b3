// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.capture;

import static nightmail.proto.packet.Geometry.FRAME_BYTES;
import static nightmail.proto.packet.Geometry.FRAME_HEADER_BYTES;
import static nightmail.proto.packet.Geometry.PACKET_BYTES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads what [Recorder]s wrote.
public final class Captures {
  private static final int PACKET_FRAME = 0;

  private Captures() {}

  /// Packets that came in on all connections recorded in `folder`, in no order.
  public static List<CapturedPacket> incoming(Path folder) throws IOException {
    return all(folder, Recorder.IN);
  }

  /// Packets that left on all connections recorded in `folder`, in no order.
  public static List<CapturedPacket> outgoing(Path folder) throws IOException {
    return all(folder, Recorder.OUT);
  }

  /// Every recorded stream of octets in `folder`.
  public static List<Path> streams(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(Recording.OCTETS)).sorted().toList();
    }
  }

  private static List<CapturedPacket> all(Path folder, String direction) throws IOException {
    var packets = new ArrayList<CapturedPacket>();
    for (Path stream : streams(folder)) {
      String name = stream.getFileName().toString().replace(Recording.OCTETS, "");
      if (name.endsWith(direction)) {
        packets.addAll(packets(folder, name));
      }
    }
    return packets;
  }

  /// Packets of one stream, oldest first; what is no packet frame is left out.
  static List<CapturedPacket> packets(Path folder, String name) throws IOException {
    Path stream = folder.resolve(name + Recording.OCTETS);
    var moments = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name + Recording.MOMENTS)));
    var packets = new ArrayList<CapturedPacket>();
    try (FileChannel octets = FileChannel.open(stream)) {
      var type = ByteBuffer.allocate(1);
      long offset = 0;
      while (moments.remaining() >= Recording.MOMENT_BYTES) {
        long nanos = moments.getLong();
        long passed = moments.getLong();
        for (; offset + FRAME_BYTES <= passed; offset += FRAME_BYTES) {
          if (octets.read(type.clear(), offset) == 1 && type.get(0) == PACKET_FRAME) {
            packets.add(new CapturedPacket(stream, offset, nanos));
          }
        }
      }
    }
    return packets;
  }

  /// The 32,768 bytes of a packet.
  public static byte[] octets(CapturedPacket packet) throws IOException {
    return read(packet.file(), packet.offset() + FRAME_HEADER_BYTES, PACKET_BYTES);
  }

  /// The whole frame of a packet, 32,772 bytes.
  static byte[] frame(CapturedPacket packet) throws IOException {
    return read(packet.file(), packet.offset(), FRAME_BYTES);
  }

  private static byte[] read(Path file, long offset, int length) throws IOException {
    try (FileChannel octets = FileChannel.open(file)) {
      var target = ByteBuffer.allocate(length);
      while (target.hasRemaining() && octets.read(target, offset + target.position()) >= 0) {
        // A read may be short; the frame is on disk whole.
      }
      return target.array();
    }
  }
}
