// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// Alice's MTA: hands one message to her gateway by SMTP over TLS, and records every octet.
///
/// Trusts one certificate and insists on TLS. Owned by one thread.
public final class Submission implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final List<OutputStream> records = new ArrayList<>();
  private final Path folder;
  private Socket socket;
  private InputStream in;
  private OutputStream out;

  private Submission(Path folder, Socket socket) throws IOException {
    this.folder = folder;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream());
  }

  /// Connects, and goes over to TLS.
  ///
  /// @param outside folder for the octets of the socket
  /// @param inside folder for the octets within TLS
  /// @param mark a word said before TLS and inside it, which a search of the recordings must find
  public static Submission open(
      InetSocketAddress gateway, X509Certificate trusted, Path outside, Path inside, String mark)
      throws IOException, GeneralSecurityException {
    OutputStream sent =
        Files.newOutputStream(Files.createDirectories(outside).resolve("smtp-out.bin"));
    OutputStream received = Files.newOutputStream(outside.resolve("smtp-in.bin"));
    var socket = new RecordedSocket(gateway, TIMEOUT_MILLIS, sent, received);
    var submission = new Submission(Files.createDirectories(inside), socket);
    submission.records.addAll(List.of(sent, received));
    submission.expect(220);
    submission.hello();
    submission.noop(mark);
    submission.startTls(trusted);
    submission.noop(mark);
    return submission;
  }

  private void hello() throws IOException {
    say("EHLO mta.sender.example");
    expect(250);
  }

  private void startTls(X509Certificate trusted) throws IOException, GeneralSecurityException {
    say("STARTTLS");
    expect(220);
    var secured =
        (SSLSocket)
            trusting(trusted)
                .getSocketFactory()
                .createSocket(socket, "gateway", socket.getPort(), true);
    secured.startHandshake();
    socket = secured;
    OutputStream sent = Files.newOutputStream(folder.resolve("smtp-out.bin"));
    OutputStream received = Files.newOutputStream(folder.resolve("smtp-in.bin"));
    records.addAll(List.of(sent, received));
    in = new BufferedInputStream(Recording.of(secured.getInputStream(), received));
    out = new BufferedOutputStream(Recording.of(secured.getOutputStream(), sent));
    hello();
  }

  private static SSLContext trusting(X509Certificate trusted)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("gateway", trusted);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private void noop(String word) throws IOException {
    say("NOOP " + word);
    expect(250);
  }

  /// Submits; returns when the gateway has answered the final dot with 250.
  ///
  /// @throws IOException for any other reply, with its text
  public void send(DemoMail mail) throws IOException {
    boolean wide = !isAscii(mail);
    say("MAIL FROM:<" + mail.reversePath() + "> BODY=8BITMIME" + (wide ? " SMTPUTF8" : ""));
    expect(250);
    for (String forwardPath : mail.forwardPaths()) {
      say("RCPT TO:<" + forwardPath + ">");
      expect(250);
    }
    say("DATA");
    expect(354);
    stuffed(mail.octets());
    out.write(".\r\n".getBytes(UTF_8));
    out.flush();
    expect(250);
  }

  private static boolean isAscii(DemoMail mail) {
    return mail.forwardPaths().stream().allMatch(path -> path.chars().allMatch(c -> c < 128));
  }

  private void stuffed(byte[] octets) throws IOException {
    boolean lineStart = true;
    for (byte octet : octets) {
      if (lineStart && octet == '.') {
        out.write('.');
      }
      out.write(octet);
      lineStart = octet == '\n';
    }
  }

  private void say(String line) throws IOException {
    out.write((line + "\r\n").getBytes(UTF_8));
    out.flush();
  }

  private void expect(int code) throws IOException {
    String line = line();
    while (line.length() > 3 && line.charAt(3) == '-') {
      line = line();
    }
    if (!line.startsWith(Integer.toString(code))) {
      throw new IOException("the gateway answered " + line);
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("the gateway closed the connection");
      }
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    try {
      say("QUIT");
      expect(221);
    } finally {
      socket.close();
      Recording.close(records.toArray(OutputStream[]::new));
    }
  }
}
