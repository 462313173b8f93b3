// SPDX-License-Identifier: Apache-2.0
package nightmail.node.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/// Maker of Netty event loops that say nothing about the machine.
///
/// Safe for any thread.
public final class EventLoops {
  private static final long STOP_SECONDS = 5;

  private EventLoops() {}

  /// A group of `threads` daemon threads named after `purpose`.
  ///
  /// Netty's channel ids would embed the MAC address and the process id; both are fixed first, as
  /// long as no channel exists yet (LG-4).
  public static EventLoopGroup open(String purpose, int threads) {
    hideMachine();
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory("nightmail-" + purpose, true), NioIoHandler.newFactory());
  }

  /// Fixes the parts of channel ids that would name this machine (LG-4). Must run before the first
  /// channel is made.
  public static void hideMachine() {
    System.setProperty("io.netty.machineId", "00:00:00:00:00:00:00:01");
    System.setProperty("io.netty.processId", "1");
  }

  /// Stops the threads and waits a few seconds for them. Must not be called on one of them.
  public static void close(EventLoopGroup group) {
    group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
