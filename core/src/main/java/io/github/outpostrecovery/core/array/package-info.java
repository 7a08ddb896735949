/** What the engine asks of a storage array, whatever its vendor, and what an array may answer. */
@NullMarked
package io.github.outpostrecovery.core.array;

import org.jspecify.annotations.NullMarked;
