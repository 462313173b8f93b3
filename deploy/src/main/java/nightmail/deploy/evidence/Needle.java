// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.evidence;

/// Octets whose presence shows that `label`'s secret was there, in that encoding.
///
/// Takes ownership of `octets`.
@SuppressWarnings("ArrayRecordComponent") // never compared, owned by the automaton
record Needle(String label, String encoding, byte[] octets) {}
