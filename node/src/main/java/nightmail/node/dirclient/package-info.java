// SPDX-License-Identifier: Apache-2.0

/// The node's side of the directory: reading the network's documents, publishing its own.
///
/// Every byte that comes in is judged by `nightmail.proto.acceptance`; this room only fetches,
/// keeps and times. Order: [DirectoryClient], [DirectoryRound], [Publisher].
@NullMarked
package nightmail.node.dirclient;

import org.jspecify.annotations.NullMarked;
