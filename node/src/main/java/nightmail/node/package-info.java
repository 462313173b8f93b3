/// The node program.
@NullMarked
package nightmail.node;

import org.jspecify.annotations.NullMarked;
