// SPDX-License-Identifier: Apache-2.0
package nightmail.proto.relay;

import java.util.random.RandomGenerator;

/// One source of chance per purpose, so that what one room draws shifts no other
/// (`docs/spec/simulation.md` P3). What cryptography draws is the interpreter's, since it runs
/// [Work].
///
/// @param path choice of exits and relays
/// @param delay holding times
/// @param slot moments of cover and of answers
/// @param name tokens and local ids
public record Entropy(
    RandomGenerator path, RandomGenerator delay, RandomGenerator slot, RandomGenerator name) {}
