/// The deploy program.
@NullMarked
package nightmail.deploy;

import org.jspecify.annotations.NullMarked;
