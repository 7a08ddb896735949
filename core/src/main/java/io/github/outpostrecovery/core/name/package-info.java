/** Names that cannot hold nonsense: every value that crosses a boundary is parsed into one of these types first. */
@NullMarked
package io.github.outpostrecovery.core.name;

import org.jspecify.annotations.NullMarked;
