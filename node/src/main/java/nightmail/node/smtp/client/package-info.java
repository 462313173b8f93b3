// SPDX-License-Identifier: Apache-2.0

/// The SMTP client: sockets, TLS and time-outs around the pure client dialogue.
@NullMarked
package nightmail.node.smtp.client;

import org.jspecify.annotations.NullMarked;
