// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private Child echo(Children children, String name) throws IOException {
    List<String> command = JavaCommand.of(Echo.class.getName(), 16, List.of());
    return children.start(name, command, folder.resolve(name + ".log"));
  }

  @Test
  void childAnswersAndItsLogIsKept() throws IOException {
    try (var children = new Children()) {
      Child child = echo(children, "echo");

      assertEquals("hello", child.ask("hello", PATIENCE).asText());
      assertEquals("log of hello", child.lastLine());
      assertEquals(List.of("echo: log of hello"), children.lastLines());
    }
  }

  @Test
  void childThatEndsIsNoticed() throws IOException {
    try (var children = new Children()) {
      Child child = echo(children, "echo");

      var thrown = assertThrows(IOException.class, () -> child.ask("leave", PATIENCE));

      assertTrue(thrown.toString().contains("status 9"), thrown.toString());
      assertThrows(IOException.class, children::checkAlive);
    }
  }

  @Test
  void silenceEndsWithThePatience() throws IOException {
    try (var children = new Children()) {
      Child child = echo(children, "echo");

      assertEquals("up", child.ask("up", PATIENCE).asText());
      assertThrows(IOException.class, () -> child.ask("silence", Duration.ofMillis(200)));
    }
  }

  @Test
  void closingEndsEveryChild() throws IOException {
    var children = new Children();
    Child first = echo(children, "first");
    Child second = echo(children, "second");

    children.close();

    assertFalse(first.alive());
    assertFalse(second.alive());
  }
}
