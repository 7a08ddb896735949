/** Reads what starts an execution. */
@NullMarked
package io.github.outpostrecovery.functions.trigger;

import org.jspecify.annotations.NullMarked;
