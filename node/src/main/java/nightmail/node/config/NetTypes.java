// SPDX-License-Identifier: Apache-2.0
package nightmail.node.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightmail.node.config.ValueType.Reading;
import nightmail.node.net.Cidr;

/// Values that name places on a network; reading them asks no resolver.
final class NetTypes {
  private static final int URL_CHARACTERS = 200;
  private static final Pattern PLACE =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]{2,45})]|([A-Za-z0-9.-]{1,253})):([0-9]{1,5})");

  /// Labels in lower case, joined by dots; at most 253 characters.
  static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
              + "(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

  private NetTypes() {}

  /// A literal address with a port; port 0 lets the system choose and is for tests.
  static ValueType<InetSocketAddress> address() {
    return socket("an address with a port", "127.0.0.1:10025", ignored -> true);
  }

  static ValueType<InetSocketAddress> loopback() {
    return socket(
        "a loopback address with a port", "127.0.0.1:8025", InetAddress::isLoopbackAddress);
  }

  private static ValueType<InetSocketAddress> socket(
      String range, String example, Predicate<InetAddress> fits) {
    return ValueTypes.text(
        "address",
        range,
        example,
        text ->
            endpoint(text)
                .flatMap(Endpoint::literal)
                .filter(address -> fits.test(address.getAddress()))
                .map(Reading::value)
                .orElseGet(Reading::outOfRange));
  }

  static ValueType<Endpoint> place() {
    return ValueTypes.text(
        "place",
        "host:port, the host a name or an address",
        "127.0.0.1:10028",
        text ->
            endpoint(text)
                .filter(place -> place.port() > 0)
                .map(Reading::value)
                .orElseGet(Reading::outOfRange));
  }

  static ValueType<Cidr> network() {
    return ValueTypes.text(
        "network",
        "address/prefix without host bits",
        "127.0.0.0/8",
        text -> Cidr.parse(text).map(Reading::value).orElseGet(Reading::outOfRange));
  }

  static ValueType<URI> url() {
    return ValueTypes.text(
        "URL",
        "http or https, host, no query, at most 200 characters",
        "https://directory.example.org/",
        text -> uri(text).map(Reading::value).orElseGet(Reading::outOfRange));
  }

  private static Optional<Endpoint> endpoint(String text) {
    Matcher form = PLACE.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(3)) > 65_535) {
      return Optional.empty();
    }
    String host = form.group(1) == null ? form.group(2) : form.group(1);
    return Optional.of(new Endpoint(host, Integer.parseInt(form.group(3))));
  }

  private static Optional<URI> uri(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean plain =
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      return http && plain && text.length() <= URL_CHARACTERS ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException notAUrl) {
      return Optional.empty();
    }
  }
}
