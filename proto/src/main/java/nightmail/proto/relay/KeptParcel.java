// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import nightmail.proto.message.Token;

/// A parcel whose object is on disk.
///
/// @param objectBytes length of the object, which never changes again
public record KeptParcel(Token token, long objectBytes) {}
