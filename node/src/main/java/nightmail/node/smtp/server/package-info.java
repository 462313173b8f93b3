// SPDX-License-Identifier: Apache-2.0

/// The SMTP server: sockets, TLS and deadlines around the pure server dialogue.
@NullMarked
package nightmail.node.smtp.server;

import org.jspecify.annotations.NullMarked;
