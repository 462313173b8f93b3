// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

/// The two halves of a new SURB.
///
/// @param surb goes out inside a packet
/// @param record stays with the maker, in memory
public record MadeSurb(Surb surb, SurbRecord record) {}
