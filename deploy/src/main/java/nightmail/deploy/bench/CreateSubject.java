// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.bench;

import java.security.SecureRandom;
import nightmail.proto.crypto.Engine;
import nightmail.proto.packet.Ending;
import nightmail.proto.packet.PacketBuilder;

/// Making a packet for four hops, with real randomness on both sides.
final class CreateSubject {
  private CreateSubject() {}

  static Pair pair() {
    Route route = Route.standard();
    PacketBuilder builder = new PacketBuilder(new Engine());
    SecureRandom random = new SecureRandom();
    Operation ours =
        () -> builder.build(route.hops(), new Ending.Exit(), route.payload(), random).bytes();
    BareCreate create = new BareCreate(new Bare(), route, new SecureRandom());
    return new Pair(ours, create::create);
  }
}
