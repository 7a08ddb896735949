/** A simulated Dell PowerStore cluster: its REST API 4.1, and the data path behind it. */
@NullMarked
package io.github.outpostrecovery.lab.powerstore;

import org.jspecify.annotations.NullMarked;
