/** The steps of a recovery, in the order of the state machine. Each takes what the state machine hands it and returns an outcome. */
@NullMarked
package io.github.outpostrecovery.core.recovery;

import org.jspecify.annotations.NullMarked;
