/** A simulated Pure Storage FlashArray: its REST API, its data path, and a builder for sites. */
@NullMarked
package io.github.outpostrecovery.lab.flasharray;

import org.jspecify.annotations.NullMarked;
