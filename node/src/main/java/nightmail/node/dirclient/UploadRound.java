// SPDX-License-Identifier: Apache-2.0
package nightmail.node.dirclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightmail.node.dirclient.DirectoryHttp.Answer;
import nightmail.proto.document.RootAuthority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends one upload to several authorities at once, a deadline each, so that a silent one delays
/// nobody (`docs/spec/directory.md` §9).
///
/// Safe for any thread.
final class UploadRound {
  private static final Logger LOG = LoggerFactory.getLogger(UploadRound.class);
  private static final int MAX_ANSWER_BYTES = 4 << 10;
  private static final Pattern REASON = Pattern.compile("\"reason\" ?: ?\"([a-z_]{1,40})\"");

  private final DirectoryHttp http;

  UploadRound(DirectoryHttp http) {
    this.http = http;
  }

  /// Those of `authorities` that did not take `upload`.
  List<RootAuthority> send(byte[] upload, List<RootAuthority> authorities)
      throws InterruptedException {
    Map<RootAuthority, Future<Boolean>> answers =
        new TreeMap<>((one, other) -> one.id().compareTo(other.id()));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (RootAuthority authority : authorities) {
        Callable<Boolean> request = () -> takes(authority, upload);
        answers.put(authority, threads.submit(request));
      }
      return failed(answers);
    }
  }

  private static List<RootAuthority> failed(Map<RootAuthority, Future<Boolean>> answers)
      throws InterruptedException {
    List<RootAuthority> failed = new ArrayList<>();
    for (Map.Entry<RootAuthority, Future<Boolean>> answer : answers.entrySet()) {
      try {
        if (!answer.getValue().get()) {
          failed.add(answer.getKey());
        }
      } catch (ExecutionException interrupted) {
        failed.add(answer.getKey());
      }
    }
    return failed;
  }

  /// 202: taken; 200: known, or superseded by a later one of ours.
  private boolean takes(RootAuthority authority, byte[] upload) throws InterruptedException {
    URI base = URI.create(authority.writeUrl());
    return switch (http.post(base, "descriptor", upload, MAX_ANSWER_BYTES)) {
      case Answer.Body(int status, byte[] body) when status == 202 || status == 200 -> true;
      case Answer.Body(int status, byte[] body) -> {
        LOG.warn(
            "authority {} does not take the descriptor: {} {}",
            authority.name(),
            status,
            reason(body));
        yield false;
      }
      case Answer.None() -> {
        LOG.warn("authority {} does not answer", authority.name());
        yield false;
      }
    };
  }

  /// Only a plain word is let into the log.
  private static String reason(byte[] body) {
    Matcher reason = REASON.matcher(new String(body, UTF_8));
    return reason.find() ? reason.group(1) : "";
  }
}
