/** What goes wrong while a dead machine is fenced, and on the arrays at all. */
@NullMarked
package io.github.outpostrecovery.lab.simulation.fault.fence;

import org.jspecify.annotations.NullMarked;
