// SPDX-License-Identifier: Apache-2.0

/// The read and write side of the directory over HTTP.
@NullMarked
package nightmail.directory.http;

import org.jspecify.annotations.NullMarked;
