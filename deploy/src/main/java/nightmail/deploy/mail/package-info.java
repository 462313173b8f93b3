// SPDX-License-Identifier: Apache-2.0

/// The message of the demo and the MTA that submits it.
@NullMarked
package nightmail.deploy.mail;

import org.jspecify.annotations.NullMarked;
