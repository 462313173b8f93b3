// SPDX-License-Identifier: Apache-2.0
package nightmail.node.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Blocks of addresses.
final class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.0/8, 127.255.0.1, 128.0.0.1",
    "192.0.2.128/25, 192.0.2.128, 192.0.2.127",
    "192.0.2.1/32, 192.0.2.1, 192.0.2.2",
    "::1/128, ::1, ::2",
    "2001:db8::/32, 2001:db8:ffff::1, 2001:db9::1"
  })
  void blockHoldsItsOwnAddressesOnly(String block, String inside, String outside) {
    Cidr cidr = Cidr.parse(block).orElseThrow();

    assertTrue(cidr.contains(InetAddress.ofLiteral(inside)));
    assertFalse(cidr.contains(InetAddress.ofLiteral(outside)));
  }

  @Test
  void blockOfOneFamilyHoldsNothingOfTheOther() {
    assertFalse(Cidr.parse("0.0.0.0/0").orElseThrow().contains(InetAddress.ofLiteral("::1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "localhost",
        "127.0.0.1/33",
        "127.0.0.1/-1",
        "::1/129",
        "1.2.3.4/a",
        "10.0.0.1/8"
      })
  void otherTextIsRefused(String text) {
    assertEquals(Optional.empty(), Cidr.parse(text));
  }
}
