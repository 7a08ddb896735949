/** What a simulated PowerStore cluster remembers of the work done on its volumes. */
@NullMarked
package io.github.outpostrecovery.lab.powerstore.metrics;

import org.jspecify.annotations.NullMarked;
