/** What a simulated PowerStore cluster is configured with, as records, and who reaches what by it. */
@NullMarked
package io.github.outpostrecovery.lab.powerstore.inventory;

import org.jspecify.annotations.NullMarked;
