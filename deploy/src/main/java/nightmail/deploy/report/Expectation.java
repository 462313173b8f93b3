// SPDX-License-Identifier: Apache-2.0
package nightmail.deploy.report;

/// One claim of the demo and whether it held.
///
/// @param id stable name: a cell `party/secret`, or `X1` … `X7`
/// @param claim a sentence without full stop
/// @param found what was measured
public record Expectation(String id, String claim, boolean holds, String found) {}
