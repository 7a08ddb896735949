/** Letting a new machine in on an array, and taking the names of dead ones out: what an operator does, not a recovery. */
@NullMarked
package io.github.outpostrecovery.storage.provisioning;

import org.jspecify.annotations.NullMarked;
