/** What goes wrong on the way from a failure to an incident. */
@NullMarked
package io.github.outpostrecovery.lab.simulation.fault.trigger;

import org.jspecify.annotations.NullMarked;
