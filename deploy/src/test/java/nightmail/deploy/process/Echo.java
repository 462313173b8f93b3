// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// A child that answers each question with itself, logs the word `log`, and falls silent at
/// `silence`.
final class Echo {
  private Echo() {}

  @SuppressWarnings("SystemOut") // its standard output is what the test looks at
  public static void main(String[] arguments) throws IOException {
    var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      if (line.equals("leave")) {
        System.exit(9);
      }
      System.out.println("log of " + line);
      if (!line.equals("silence")) {
        System.out.println(Child.ANSWER + "\"" + line + "\"");
      }
    }
  }
}
