/** A Region as the engine meets it: its services answer late, wrongly or not at all when told to, and survive in a file. */
@NullMarked
package io.github.outpostrecovery.lab.region;

import org.jspecify.annotations.NullMarked;
