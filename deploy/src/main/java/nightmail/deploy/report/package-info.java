// SPDX-License-Identifier: Apache-2.0

/// What the demo found, as a table for people or JSON for programs.
@NullMarked
package nightmail.deploy.report;

import org.jspecify.annotations.NullMarked;
