// SPDX-License-Identifier: Apache-2.0

/// The configuration and policy files of an authority as checked values.
@NullMarked
package nightmail.directory.config;

import org.jspecify.annotations.NullMarked;
