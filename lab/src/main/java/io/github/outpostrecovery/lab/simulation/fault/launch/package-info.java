/** What goes wrong when the next machine is launched. */
@NullMarked
package io.github.outpostrecovery.lab.simulation.fault.launch;

import org.jspecify.annotations.NullMarked;
