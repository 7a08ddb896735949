/** What goes wrong while the engine finds out whether the primary is really gone. */
@NullMarked
package io.github.outpostrecovery.lab.simulation.fault.verify;

import org.jspecify.annotations.NullMarked;
