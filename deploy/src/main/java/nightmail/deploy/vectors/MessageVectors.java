// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.SecretBytes;
import nightmail.proto.crypto.Sha256;
import nightmail.proto.crypto.XWing;
import nightmail.proto.message.FragmentLayout;
import nightmail.proto.message.MailObject;
import nightmail.proto.message.Parity;
import nightmail.proto.replay.Journal;

/// Checks vectors of fragments, objects and replay journals.
final class MessageVectors {
  /// The key all journals of the vectors belong to.
  private static final long JOURNAL_KEY_EPOCH = 20_000;

  private MessageVectors() {}

  static void layout(JsonNode test) {
    Optional<FragmentLayout> layout = FragmentLayout.of(test.path("in").path("L").asLong());
    VectorBytes.check("validity", isValid(test), layout.isPresent());
    layout.ifPresent(known -> layout(test.path("out"), known));
  }

  private static void layout(JsonNode out, FragmentLayout layout) {
    VectorBytes.check("K", out.path("K").asInt(), layout.dataShards());
    VectorBytes.check("C", out.path("C").asInt(), layout.chunks());
    for (int c = 0; c < layout.chunks(); c++) {
      VectorBytes.check("k of chunk " + c, out.path("k").path(c).asInt(), layout.dataShards(c));
      VectorBytes.check("n of chunk " + c, out.path("n").path(c).asInt(), layout.shards(c));
    }
  }

  static void erasure(JsonNode test) {
    JsonNode in = test.path("in");
    JsonNode parity = test.path("out").path("parity");
    int k = in.path("k").asInt();
    int n = in.path("n").asInt();
    List<byte[]> data = new ArrayList<>();
    in.path("shards").forEach(shard -> data.add(VectorBytes.of(shard)));
    byte[] last = Parity.shard(k, n - k - 1, data::get);
    VectorBytes.check("first parity", parity.path(0), Parity.shard(k, 0, data::get));
    VectorBytes.check("last parity", parity.path(parity.size() - 1), last);
    var held = new TreeMap<Integer, byte[]>();
    for (int j = 1; j < k; j++) {
      held.put(j, data.get(j));
    }
    held.put(n - 1, last);
    VectorBytes.check(
        "decoding", Sha256.of(data.getFirst()), Sha256.of(Parity.decode(k, held).getFirst()));
  }

  static void object(JsonNode test) {
    switch (MailObject.parse(VectorBytes.of(test.path("in").path("bytes")))) {
      case MailObject.Accepted(MailObject object) -> {
        VectorBytes.check("validity", isValid(test), true);
        VectorBytes.check("content", test.path("out").path("content"), object.content());
        VectorBytes.check(
            "do_not_deliver_after_minutes",
            test.path("out").path("do_not_deliver_after_minutes").asLong(),
            object.header().doNotDeliverAfterMinutes());
      }
      case MailObject.Refused(var reason) -> {
        VectorBytes.check("validity", isValid(test), false);
        VectorBytes.check("refused", test.path("out").path("refused").asInt(), reason.code());
      }
    }
  }

  static void journal(JsonNode test) {
    var tags = new ByteArrayOutputStream();
    Journal.Reading reading =
        Journal.read(
            VectorBytes.of(test.path("in").path("bytes")),
            JOURNAL_KEY_EPOCH,
            journalKeyDigest(),
            tags::writeBytes);
    JsonNode out = test.path("out");
    String state =
        switch (reading) {
          case Journal.Good good -> "good " + good.offset();
          case Journal.Torn torn -> "torn " + torn.offset();
          case Journal.Retire _ -> "retire 0";
        };
    VectorBytes.check("state", out.path("state").asText() + " " + out.path("at").asInt(), state);
    if (!(reading instanceof Journal.Retire)) {
      VectorBytes.check("tags", out.path("tags"), tags.toByteArray());
    }
  }

  private static Fixed32 journalKeyDigest() {
    byte[] seed = VectorBytes.grow("nightmail kat mix key 0", XWing.SEED_BYTES);
    var pair = XWing.KeyPair.fromSeed(SecretBytes.owning(seed));
    return Sha256.of(pair.publicKey().toBytes());
  }

  private static boolean isValid(JsonNode test) {
    return test.path("result").asText().equals("valid");
  }
}
