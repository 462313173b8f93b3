// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import nightmail.proto.bytes.Fixed16;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.RelayAddress;
import nightmail.proto.document.RelayFlag;
import nightmail.proto.packet.RelayId;

/// A relay as the consensus lists it.
///
/// `weight` is the value of WT-5, at least 0, in KiB/s after caps; `layer` is 0 in a free route,
/// else 1 to the number of layers; `asn` and `org` are 0 if unknown. `linkPin` is that of the key
/// table of the current key epoch, all zero if that table does not name the relay.
public record RelayEntry(
    RelayId id,
    Fixed32 descriptor,
    Set<RelayFlag> flags,
    long weight,
    int layer,
    String host,
    List<RelayAddress> addresses,
    List<Fixed16> families,
    long asn,
    long org,
    int protoMin,
    int protoMax,
    int maxObjectKib,
    int exitPolicy,
    String mirrorUrl,
    Fixed32 linkPin) {

  public RelayEntry {
    flags = Collections.unmodifiableSet(RelayFlag.ofBits(RelayFlag.bitsOf(flags)));
    addresses = List.copyOf(addresses);
    families = List.copyOf(families);
  }

  public boolean has(RelayFlag flag) {
    return flags.contains(flag);
  }

  /// Whether paths may go through it, if its key is listed (TO-5).
  public boolean isUsableMix() {
    return weight > 0 && !has(RelayFlag.LEAVING);
  }

  public boolean sharesFamily(RelayEntry other) {
    return families.stream().anyMatch(other.families::contains);
  }

  public boolean sharesOrg(RelayEntry other) {
    return org != 0 && org == other.org;
  }

  public boolean sharesAsn(RelayEntry other) {
    return asn != 0 && asn == other.asn;
  }

  public boolean sharesSubnet(RelayEntry other, int bits4, int bits6) {
    return addresses.stream()
        .anyMatch(
            mine -> other.addresses.stream().anyMatch(its -> mine.sharesSubnet(its, bits4, bits6)));
  }

  public boolean speaksWith(RelayEntry other) {
    return protoMin <= other.protoMax && other.protoMin <= protoMax;
  }
}
