/** What a simulated array holds: hosts, sets, volumes, VLUN templates, ports and tasks. */
@NullMarked
package io.github.outpostrecovery.lab.alletra.inventory;

import org.jspecify.annotations.NullMarked;
