// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.capture;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import nightmail.node.link.LinkTap;

/// Records every link of one relay, outside TLS and inside, each in a folder of its own.
///
/// Safe for any thread.
public final class TappedLinks implements LinkTap {
  /// Folder of recordings outside TLS.
  public static final String OUTSIDE = "outside";

  /// Folder of recordings inside TLS.
  public static final String INSIDE = "inside";

  private final Path outside;
  private final Path inside;
  private final boolean shortFrames;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<FrameRecorder> recorders = new CopyOnWriteArrayList<>();

  /// @param folder made if missing
  /// @param shortFrames sends control frames without their padding
  public TappedLinks(Path folder, boolean shortFrames) throws IOException {
    outside = Files.createDirectories(folder.resolve(OUTSIDE));
    inside = Files.createDirectories(folder.resolve(INSIDE));
    this.shortFrames = shortFrames;
  }

  @Override
  public void outside(ChannelPipeline pipeline) {
    pipeline.addLast(new Recorder(outside, "link-" + connections.incrementAndGet()));
  }

  @Override
  public void inside(ChannelPipeline pipeline) {
    if (shortFrames) {
      pipeline.addLast(new ShortFrames.Opening(), new ShortFrames.Closing());
    }
    var recorder = new FrameRecorder(inside, "link-" + connections.incrementAndGet());
    recorders.add(recorder);
    pipeline.addLast(recorder);
  }

  /// Sends every packet that has left on a link still open once more; answers how many.
  public int resend() throws IOException {
    int sent = 0;
    for (FrameRecorder recorder : recorders) {
      sent += recorder.resend();
    }
    return sent;
  }

  /// Lets `word` pass through a recorder of each kind, on a connection that leads nowhere.
  public void mark(String word) {
    byte[] octets = word.getBytes(StandardCharsets.UTF_8);
    for (Path folder : List.of(outside, inside)) {
      var nowhere =
          new EmbeddedChannel(new Recorder(folder, "mark-" + connections.incrementAndGet()));
      nowhere.writeInbound(Unpooled.wrappedBuffer(octets));
      nowhere.finishAndReleaseAll();
    }
  }
}
