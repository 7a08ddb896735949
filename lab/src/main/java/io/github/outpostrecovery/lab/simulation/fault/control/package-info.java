/** What goes wrong in the engine itself, in the services that it stands on, and with the people who steer it. */
@NullMarked
package io.github.outpostrecovery.lab.simulation.fault.control;

import org.jspecify.annotations.NullMarked;
