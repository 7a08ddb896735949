/** What administrators make on a FlashArray: hosts, host groups, volumes and connections, as accepted and as applied. */
@NullMarked
package io.github.outpostrecovery.lab.flasharray.inventory;

import org.jspecify.annotations.NullMarked;
