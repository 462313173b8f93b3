// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DomainsTest {
  @Test
  @DisplayName("NB-1: one domain each, sorted by octets, duplicates merged")
  void recipientsArePartedByDomain() {
    Envelope envelope =
        to("b@y.example", "Z@x.example", "a@x.example", "a@X.example", "a@y.example");

    assertEquals(
        List.of(List.of("Z@x.example", "a@x.example"), List.of("a@y.example", "b@y.example")),
        Domains.split(envelope).stream().map(DomainsTest::texts).toList());
  }

  @Test
  @DisplayName("NB-1: more than a hundred recipients are several batches")
  void hundredIsTheMost() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 201; i++) {
      many.add("u%03d@x.example".formatted(i));
    }

    List<Integer> sizes =
        Domains.split(to(many.toArray(String[]::new))).stream()
            .map(e -> e.recipients().size())
            .toList();

    assertEquals(List.of(100, 100, 1), sizes);
  }

  private static Envelope to(String... paths) {
    List<Recipient> recipients = new ArrayList<>();
    for (String path : paths) {
      recipients.add(Recipient.of(((Parsed.Good<Path>) Path.parse(path, false)).value()));
    }
    return Envelope.of(Path.NULL, recipients);
  }

  private static List<String> texts(Envelope envelope) {
    return envelope.recipients().stream().map(r -> r.path().text()).toList();
  }
}
