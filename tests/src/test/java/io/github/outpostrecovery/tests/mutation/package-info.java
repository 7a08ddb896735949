/** Guards that are taken out of the product, one at a time, to see the simulation find that they are missing. */
@NullMarked
package io.github.outpostrecovery.tests.mutation;

import org.jspecify.annotations.NullMarked;
