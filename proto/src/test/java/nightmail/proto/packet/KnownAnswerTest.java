// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

import static nightmail.proto.packet.KnownAnswers.forwardPacket;
import static nightmail.proto.packet.KnownAnswers.hex;
import static nightmail.proto.packet.KnownAnswers.key;
import static nightmail.proto.packet.KnownAnswers.sha256;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import nightmail.proto.crypto.Engine;
import nightmail.proto.crypto.Lioness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The known answers V-1 to V-7 of `docs/spec/packet.md` §15.
class KnownAnswerTest {
  private final Engine engine = new Engine();

  @Test
  @DisplayName("V-1, V-2: the key schedule of 00 01 … 1f")
  void keySchedule() {
    KeySchedule keys = KeySchedule.derive(countingSecret(), engine);

    assertEquals("2230f3b5a803889d77f505fc53035713c8c75f50eee9d21078a203b9589c1bfe", hex(keys.mac));
    assertEquals("684b08b90a2cc2cfbd507da6114e740e", hex(keys.tag));
    assertEquals(
        "bde3446c80e6e33167f35e59fd99f329c66aedbb670e909fc6fd8f0222b48e4b", hex(keys.body));
  }

  @Test
  @DisplayName("V-3: LIONESS of a zero body, both ways")
  void lioness() {
    byte[] key = KeySchedule.derive(countingSecret(), engine).body;
    byte[] enciphered = new byte[Geometry.BODY_BYTES];
    byte[] deciphered = new byte[Geometry.BODY_BYTES];

    Lioness.encrypt(key, enciphered, 0, Geometry.BODY_BYTES, engine);
    Lioness.decrypt(key, deciphered, 0, Geometry.BODY_BYTES, engine);

    assertEquals(
        "9846411d63d951987c008d3bc164fb29a8c76a431ae6cd34451507f840cd9104", sha256(enciphered));
    assertEquals(
        "c6d00438dd39c798b988a76d1796df85f81aaa963b2c12c0538fadd29bfae5b1", sha256(deciphered));
  }

  @Test
  @DisplayName("V-4: public key 0 and the geometry digest (C-2)")
  void publicKeyAndGeometry() {
    assertEquals(
        "c87a8784d6ee0ca58c639917f3f87056f0694a3ba3392dcb44e5c1a90a3e4d40",
        sha256(KnownAnswers.pair(0).publicKey().toBytes()));
    assertEquals(
        "904efd0e5fb6127163eb37b3526d67af67d0bc7e200aeba1590a3de1d2310f50",
        Geometry.digest().hex());
  }

  @Test
  @DisplayName("V-5: four hops, as each receives it")
  void forwardPacketOfFourHops() {
    byte[] packet = forwardPacket(4);
    assertEquals(
        "ea0a70d71b29d3ba14654812a63f81f6ad427c181a857f67bc9f559ff2270029", sha256(packet));

    packet = relay(packet, 0, "9084210c5cd2611a004353505eb9168f");
    assertEquals(
        "977daa7582f5cc2e019bd2e5958ec19cb8618d956ad39f5aefbd4e28c89451ef", sha256(packet));

    packet = relay(packet, 1, "8bd5276d9a86467d19267124503cab36");
    packet = relay(packet, 2, "");
    assertEquals(
        "48d0fc8327ad90d88db940b908282ac5cc53d12aecfee39814c754d9faabd8f5", sha256(packet));

    var routed = open(packet, 3);
    var delivered = assertInstanceOf(Unwrapped.Deliver.class, new BodyOpening(engine).open(routed));
    assertEquals(4_000, delivered.delayMillis());
    assertArrayEquals(KnownAnswers.payload(), delivered.payload());
    byte[] body = new byte[Geometry.BODY_BYTES];
    System.arraycopy(delivered.payload(), 0, body, 32, Geometry.PAYLOAD_BYTES);
    assertEquals("45f99a3b30c692b23bf7fe9f5ec74da8b8b063db78d4bd5b80a443b3c62d61b6", sha256(body));
  }

  @Test
  @DisplayName("V-6: three and five hops")
  void shortAndLongPaths() {
    assertEquals(
        "e866f0e3ee10d714a8918895f0571ff6e055cb597f0e3cc1657a02055dab2b1e",
        sha256(forwardPacket(3)));
    assertEquals(
        "cdd64859ed9e0038b9c0dcab1278b55a8992cb92b07429d94cdcb4e8eb335519",
        sha256(forwardPacket(5)));
  }

  @Test
  @DisplayName("V-7: a SURB and the reply it brings")
  void surbAndReply() {
    MadeSurb made = KnownAnswers.surb();
    assertEquals(
        "73427de520c0847c9a658c0515c83bc0e23239193fa071daff9a671f96e931b0",
        sha256(made.surb().toBytes()));

    byte[] packet = made.surb().use(KnownAnswers.replyPayload(), engine).bytes();
    assertEquals(
        "b017e0b9cc9bfeda83a87ca5a644e2bcf6479115690de7abceff7da8706c760c", sha256(packet));

    for (int hop = 0; hop < 3; hop++) {
      packet = relay(packet, hop, "");
    }
    assertEquals(
        "2e14d26967d88280abc494608d1bfcc7af1916cbfecae644a67af1b00d6fb2d5", sha256(packet));

    var arrived =
        assertInstanceOf(
            Unwrapped.ReplyArrived.class, new BodyOpening(engine).open(open(packet, 3)));
    assertEquals(made.record().id(), arrived.id());
    assertArrayEquals(
        KnownAnswers.replyPayload(), made.record().open(arrived.body(), engine).orElseThrow());
  }

  /// One relay's work; `tag` is the expected replay tag, or empty.
  private byte[] relay(byte[] packet, int hop, String tag) {
    var routed = open(packet, hop);
    if (!tag.isEmpty()) {
      assertEquals(tag, hex(routed.tag()));
    }
    var forward = assertInstanceOf(Unwrapped.Forward.class, new BodyOpening(engine).open(routed));
    assertEquals(KnownAnswers.relayId(hop + 1), forward.next());
    assertEquals(1_000L * (hop + 1), forward.delayMillis());
    return forward.packet();
  }

  private static Opened.Routed open(byte[] packet, int hop) {
    var hinted = assertInstanceOf(Prefix.Hinted.class, HeaderOpening.precheck(packet));
    assertEquals(KnownAnswers.HINTS[hop], hinted.hint());
    return assertInstanceOf(Opened.Routed.class, KnownAnswers.opening().open(packet, key(hop)));
  }

  private static byte[] countingSecret() {
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) i;
    }
    return secret;
  }
}
