// SPDX-License-Identifier: Apache-2.0

/// The one command line of Nightmail: verbs, options, exit statuses.
@NullMarked
package nightmail.deploy.command;

import org.jspecify.annotations.NullMarked;
