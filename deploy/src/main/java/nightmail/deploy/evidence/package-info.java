// SPDX-License-Identifier: Apache-2.0

/// Search for secret texts in whatever a party holds, however they are encoded.
@NullMarked
package nightmail.deploy.evidence;

import org.jspecify.annotations.NullMarked;
