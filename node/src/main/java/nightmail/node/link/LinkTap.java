// SPDX-License-Identifier: Apache-2.0
package nightmail.node.link;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;

/// A place where tests look at a link, or harm it. The program itself uses [#NONE].
public interface LinkTap {
  /// Adds nothing and changes nothing.
  LinkTap NONE = new LinkTap() {};

  /// Called before TLS is added: handlers put in here see what the socket sees.
  default void outside(ChannelPipeline pipeline) {}

  /// Called when TLS is in place: handlers put in here see frames in clear.
  default void inside(ChannelPipeline pipeline) {}

  /// The frame decoder to use in place of `usual`.
  default ChannelHandler decoder(ChannelHandler usual) {
    return usual;
  }
}
