// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import nightmail.deploy.process.Child;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The child's side of [Child]: reads questions until its input ends, answers each.
///
/// Every child knows `mark WORD`, `heap FILE` and `memory FILE`. Owned by the main thread.
final class Questions {
  /// Answers one kind of question; `argument` is what stands after its first word.
  interface Answering {
    JsonNode answer(String argument) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);
  private static final JsonNode YES = JsonNodeFactory.instance.booleanNode(true);

  private final Map<String, Answering> kinds = new HashMap<>();
  private final Marks marks = new Marks();

  Questions() {
    on("heap", file -> yes(() -> MemoryImage.heap(Path.of(file))));
    on("memory", file -> yes(() -> MemoryImage.rest(Path.of(file))));
    on("mark", word -> yes(() -> mark(word)));
  }

  /// Something that may fail with the disk.
  interface Deed {
    void run() throws IOException;
  }

  static JsonNode yes(Deed deed) throws IOException {
    deed.run();
    return YES;
  }

  /// A further question; `mark` may be given once more and then does both.
  final void on(String word, Answering answering) {
    kinds.merge(
        word,
        answering,
        (old, more) ->
            argument -> {
              old.answer(argument);
              return more.answer(argument);
            });
  }

  private void mark(String word) {
    LOG.info("mark {}", word);
    marks.keep(word);
  }

  /// Answers until the input ends.
  @SuppressWarnings("SystemOut") // the parent reads it
  void serve() throws IOException {
    PrintStream out = System.out;
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    out.println(Child.ANSWER + "\"ready\"");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", 2);
      @Nullable Answering kind = kinds.get(words[0]);
      JsonNode answer =
          kind == null
              ? JsonNodeFactory.instance.textNode("unknown question")
              : kind.answer(words.length > 1 ? words[1] : "");
      out.println(Child.ANSWER + answer);
    }
  }
}
