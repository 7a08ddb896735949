/** Waiting for the end of an execution, by the books. */
@NullMarked
package io.github.outpostrecovery.cli.follow;

import org.jspecify.annotations.NullMarked;
