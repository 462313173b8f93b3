// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nightmail.proto.document.wire.Wire;
import nightmail.proto.route.Parameters;
import nightmail.proto.trial.TrialNetwork;
import nightmail.proto.trial.TrialRelay;
import nightmail.proto.trial.TrialRelayPlan;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// EN-2, EN-3, EN-5 and E1, E2, E7: one encoding per content, and bounds before parsing.
class CanonicalTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long SEED = Long.getLong("nightmail.seed", 42);

  @Test
  @DisplayName("EN-2: unknown fields, explicit defaults, long varints, wrong order, trailing bytes")
  void whatIsNotTheOneEncodingIsRefused() {
    assertRefused(Refusal.NOT_CANONICAL, Wire.Param.getDefaultInstance(), "0a0161 1001 1801");
    assertRefused(Refusal.NOT_CANONICAL, Wire.Param.getDefaultInstance(), "0a0161 1000");
    assertRefused(Refusal.NOT_CANONICAL, Wire.Param.getDefaultInstance(), "0a0161 108100");
    assertRefused(Refusal.NOT_CANONICAL, Wire.Pair.getDefaultInstance(), "1001 0801");
    assertRefused(Refusal.NOT_CANONICAL, Wire.Param.getDefaultInstance(), "0a0161 1001 00");
    assertRefused(Refusal.NOT_CANONICAL, Wire.Param.getDefaultInstance(), "0a0161 0a0162");
    assertRefused(Refusal.NOT_CANONICAL, Wire.Param.getDefaultInstance(), "0a0261");
    assertTrue(read(Wire.Param.getDefaultInstance(), "0a0161 1001").isGood());
  }

  @Test
  @DisplayName("EN-3: repeated entries ascend strictly")
  void repeatedEntriesAscend() {
    assertRefused(Refusal.NOT_SORTED, Wire.DomainList.getDefaultInstance(), "0a0162 0a0161");
    assertRefused(Refusal.NOT_SORTED, Wire.DomainList.getDefaultInstance(), "0a0161 0a0161");
    assertTrue(read(Wire.DomainList.getDefaultInstance(), "0a0161 0a0162").isGood());
  }

  @Test
  @DisplayName("EN-5: alphabets, UTF-8, ranges")
  void textAndNumbersKeepToTheirRanges() {
    assertRefused(Refusal.BAD_STRING, Wire.DomainList.getDefaultInstance(), "0a0141");
    assertRefused(Refusal.BAD_STRING, Wire.DomainList.getDefaultInstance(), "0a01ff");
    assertRefused(Refusal.OUT_OF_RANGE, Wire.Param.getDefaultInstance(), "1001");
    assertRefused(
        Refusal.OUT_OF_RANGE, Wire.Param.getDefaultInstance(), "0a0161 10ffffffffffffffffff01");
  }

  @Test
  @DisplayName("E7: a million entries end at the first too many")
  void aMillionEntriesAreRefused() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 1_000_000; i++) {
      String name = String.format("%08d", i);
      bytes.writeBytes(new byte[] {0x0a, 8});
      bytes.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    }

    Checked<Wire.DomainList> read =
        Canonical.read(
            Wire.DomainList.getDefaultInstance(), bytes.toByteArray(), Integer.MAX_VALUE);

    assertEquals(Optional.of(Refusal.TOO_LARGE), read.refusal());
  }

  @Test
  @DisplayName("E2: whatever is accepted after a mutation encodes to the same bytes")
  void mutatedUploadsAreRefusedOrEncodeToThemselves() {
    byte[] upload = upload();
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      byte[] mutated = mutate(upload, random);

      Checked<Upload> read = Upload.decode(mutated);

      read.asOptional().ifPresent(u -> assertArrayEquals(mutated, u.encode(), "seed " + SEED));
    }
  }

  @Test
  void documentsComeBackAsTheyWent() {
    byte[] upload = upload();
    Upload read = Upload.decode(upload).orThrow();
    Descriptor descriptor = Descriptor.decode(read.descriptor().payload()).orThrow();

    assertArrayEquals(upload, read.encode());
    assertArrayEquals(read.descriptor().payload(), descriptor.encode());
    assertEquals(List.of("a.example", "b.example"), read.domainList().orElseThrow().names());
  }

  @Test
  @DisplayName("WT-5: the field below a weight is the largest that is not above it")
  void weightsAreCutToEighthsOfAnOctave() {
    assertEquals(0, WeightScale.field(0));
    assertEquals(1, WeightScale.field(1));
    assertEquals(WeightScale.MAX_FIELD, WeightScale.field(Long.MAX_VALUE));
    for (long weight = 1; weight < 1 << 24; weight += 1 + weight / 7) {
      int field = WeightScale.field(weight);
      assertTrue(WeightScale.value(field) <= weight);
      assertTrue(
          field == WeightScale.MAX_FIELD
              || field % 8 == 0
              || weight < 16
              || WeightScale.value(field + 1) >= weight);
    }
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    byte[] mutated = bytes.clone();
    int at = random.nextInt(mutated.length);
    if (random.nextBoolean()) {
      mutated[at] = (byte) random.nextInt();
      return mutated;
    }
    return Arrays.copyOf(mutated, at);
  }

  private static byte[] upload() {
    TrialNetwork network = TrialNetwork.at(START, Parameters.standard(Profile.TEST), new Random(1));
    TrialRelay relay =
        network.add(TrialRelayPlan.gateway(1, "b.example", "a.example").inFamily("f"));
    return relay.upload(START).encode();
  }

  private static <M extends Message> Checked<M> read(M prototype, String hex) {
    return Canonical.read(prototype, HexFormat.of().parseHex(hex.replace(" ", "")), 1_000);
  }

  private static void assertRefused(Refusal reason, Message prototype, String hex) {
    assertEquals(Optional.of(reason), read(prototype, hex).refusal(), hex);
  }
}
