// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.route;

import java.time.Instant;
import nightmail.proto.bytes.Fixed32;
import nightmail.proto.document.Profile;
import nightmail.proto.document.Topology;
import nightmail.proto.time.KeyEpochs;

/// What a view says about itself: when it holds, and by which rules.
///
/// Use before `freshUntil` is normal, before `validUntil` late, before `staleUntil` counted and
/// shown; after that mail waits (TK-1). `digest` is SHA-256 of the consensus; `exitAsMix` is the
/// share of a third-party exit's weight in mix positions, 0 to 10,000.
public record ViewHeader(
    Fixed32 networkId,
    Profile profile,
    Fixed32 digest,
    long epoch,
    Instant validAfter,
    Instant freshUntil,
    Instant validUntil,
    Instant staleUntil,
    KeyEpochs keyEpochs,
    Parameters parameters,
    Topology topology,
    int layers,
    int exitAsMix) {}
