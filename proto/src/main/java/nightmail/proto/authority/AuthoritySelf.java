// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.AuthorityCert;
import nightmail.proto.document.Root;
import nightmail.proto.document.SignedDocument;

/// Who an authority is: its network, the root in force, and the certificate of its signing key.
public record AuthoritySelf(
    Fixed32 networkId, Root root, AuthorityCert cert, SignedDocument signedCert) {}
