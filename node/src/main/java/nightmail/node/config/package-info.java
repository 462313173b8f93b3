// SPDX-License-Identifier: Apache-2.0

/// The node's configuration file as a checked value.
///
/// [Keys] is the one table of keys; parsing ([ConfigReader]), help and the handbook page
/// ([KeyHelp]) all read it. Order: [Keys], [ConfigReader], [NodeConfig].
@NullMarked
package nightmail.node.config;

import org.jspecify.annotations.NullMarked;
