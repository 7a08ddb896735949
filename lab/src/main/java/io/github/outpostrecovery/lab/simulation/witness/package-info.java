/** Who watches a run, and says which invariant it broke. */
@NullMarked
package io.github.outpostrecovery.lab.simulation.witness;

import org.jspecify.annotations.NullMarked;
