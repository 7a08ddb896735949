/** The faults, a type each, in the order in which a recovery meets them. */
@NullMarked
package io.github.outpostrecovery.lab.simulation.fault;

import org.jspecify.annotations.NullMarked;
