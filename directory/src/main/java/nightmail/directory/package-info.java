/// The directory program.
@NullMarked
package nightmail.directory;

import org.jspecify.annotations.NullMarked;
