/** What goes wrong while the array is asked whether the new machine is attached. */
@NullMarked
package io.github.outpostrecovery.lab.simulation.fault.confirm;

import org.jspecify.annotations.NullMarked;
