// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import nightmail.deploy.capture.TappedLinks;
import nightmail.deploy.operate.NodeFolder;
import nightmail.deploy.report.Break;
import nightmail.node.Relay;
import nightmail.node.config.Config;
import nightmail.node.config.NodeConfig;
import nightmail.proto.document.Profile;

/// A relay with instruments: `NodeMain CONFIG CAPTURES VERSION [BREAK]`.
///
/// Runs under a `profile = "test"` configuration only, and exits with 8 under any other: what it
/// records, and what it can break, has no place in a network of people.
public final class NodeMain {
  private static final int REFUSED_FOR_SAFETY = 8;

  private NodeMain() {}

  public static void main(String[] arguments) throws IOException {
    NodeConfig config = config(Path.of(arguments[0]));
    if (config.network().profile() != Profile.TEST) {
      System.exit(REFUSED_FOR_SAFETY);
    }
    Optional<Break> broken = arguments.length > 3 ? Break.named(arguments[3]) : Optional.empty();
    var links = new TappedLinks(Path.of(arguments[1]), broken.equals(Optional.of(Break.PADDING)));
    var ledger = new Ledger();
    try (Relay _ =
        NodeFolder.start(config, Harm.instruments(broken, links, ledger), arguments[2])) {
      questions(links, ledger).serve();
    }
  }

  private static Questions questions(TappedLinks links, Ledger ledger) {
    var questions = new Questions();
    questions.on("mark", word -> Questions.yes(() -> links.mark(word)));
    questions.on("resend", _ -> JsonNodeFactory.instance.numberNode(links.resend()));
    questions.on("facts", _ -> facts(ledger));
    return questions;
  }

  private static JsonNode facts(Ledger ledger) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kept", ledger.kept())
        .put("forgotten", ledger.forgotten())
        .put("failed", ledger.failed());
  }

  private static NodeConfig config(Path file) {
    return switch (NodeFolder.config(file)) {
      case Config.Loaded(NodeConfig loaded) -> loaded;
      case Config.Refused refused -> throw new IllegalArgumentException(refused.text());
    };
  }
}
