// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.packet;

/// A finished packet and the relay it is sent to.
///
/// @param first the first relay of its path
/// @param bytes all 32,768 bytes; the receiver's to keep and change
@SuppressWarnings("ArrayRecordComponent") // 32 KiB handed over once, never compared
public record Packet(RelayId first, byte[] bytes) {}
