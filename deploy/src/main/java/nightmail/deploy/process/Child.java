// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One process of the demo.
///
/// Talks to it in lines: a question on its standard input, one answer on its standard output, which
/// is a line of [#ANSWER] and a JSON value. All else it prints goes to its log file. It is ended by
/// its own handle, never by name; it ends by itself when its standard input ends, so a killed
/// parent leaves none.
///
/// Safe for one asking thread.
public final class Child implements AutoCloseable {
  /// Begins an answer; everything else a child prints is its log.
  public static final String ANSWER = "@ ";

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Path log;
  private final Process process;
  private final Writer questions;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private volatile String lastLine = "";

  private Child(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.questions = process.outputWriter();
  }

  /// Starts `command`; its log is made anew at `log`.
  public static Child start(String name, List<String> command, Path log) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var child = new Child(name, log, process);
    Thread.ofVirtual().name("log of " + name).start(child::keepLog);
    return child;
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /// The newest line of its log; empty if it has said nothing.
  public String lastLine() {
    return lastLine;
  }

  /// Asks one question and waits for its answer.
  ///
  /// @throws IOException if the child ended, or did not answer in time
  public JsonNode ask(String question, Duration patience) throws IOException {
    try {
      questions.write(question + "\n");
      questions.flush();
      return answer(patience);
    } catch (IOException e) {
      throw new IOException("asked \"" + question + "\", " + e.getMessage(), e);
    }
  }

  /// Waits for an answer to something asked before, or never asked.
  ///
  /// @throws IOException if the child ended, or did not answer in time
  public JsonNode answer(Duration patience) throws IOException {
    try {
      return nextAnswer(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + name, e);
    }
  }

  private JsonNode nextAnswer(Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      @Nullable String answer = answers.poll(100, TimeUnit.MILLISECONDS);
      if (answer != null) {
        return JSON.readTree(answer);
      }
      if (!process.isAlive() && answers.isEmpty()) {
        throw new IOException(name + " ended with status " + process.exitValue() + ": " + lastLine);
      }
    }
    throw new IOException(name + " did not answer in " + patience.toSeconds() + " s");
  }

  private void keepLog() {
    try (BufferedReader lines = process.inputReader();
        Writer kept = Files.newBufferedWriter(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(ANSWER)) {
          answers.add(line.substring(ANSWER.length()));
        } else {
          lastLine = line;
          kept.write(line + "\n");
          kept.flush();
        }
      }
    } catch (IOException e) {
      // The process ended, or was ended: there is no more to log.
    }
  }

  /// Ends the process: end of input and a signal first, the hard way after five seconds.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It is gone already: that is what was wanted.
    }
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
