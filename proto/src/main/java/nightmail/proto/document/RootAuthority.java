// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.document;

import java.util.List;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.crypto.HybridPublicKey;
import nightmail.proto.document.wire.Wire;

/// An authority as the root names it: offline identity, short name, host, addresses for the other
/// authorities, and where it serves and takes documents.
public record RootAuthority(
    HybridPublicKey identity,
    String name,
    String host,
    List<RelayAddress> peer,
    String readUrl,
    String writeUrl) {

  public RootAuthority {
    peer = List.copyOf(peer);
  }

  /// The key id of the identity.
  public Fixed32 id() {
    return identity.keyId();
  }

  Wire.Authority toWire() {
    return Wire.Authority.newBuilder()
        .setIdentity(WireValue.keys(identity))
        .setName(name)
        .setHost(host)
        .addAllPeer(WireValue.addresses(peer))
        .setReadUrl(readUrl)
        .setWriteUrl(writeUrl)
        .build();
  }

  static Checked<RootAuthority> fromWire(Wire.Authority wire) {
    return WireValue.key(wire.getIdentity(), "authorities.identity")
        .map(
            key ->
                new RootAuthority(
                    key,
                    wire.getName(),
                    wire.getHost(),
                    WireValue.relayAddresses(wire.getPeerList()),
                    wire.getReadUrl(),
                    wire.getWriteUrl()));
  }
}
