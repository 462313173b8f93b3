// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.authority;

/// How an epoch went: what was listed, or that there was nothing to list.
public record EpochReport(
    long epoch, int relays, int usableMixes, int exits, int consensusBytes, boolean published) {}
