// SPDX-License-Identifier: Apache-2.0

/// The durable store of messages in custody: rows in SQLite, octets in encrypted files.
@NullMarked
package nightmail.node.spool;

import org.jspecify.annotations.NullMarked;
