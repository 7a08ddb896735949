/** Seeded runs of whole recoveries, with everything going wrong that can, and witnesses who say what must not have happened. */
@NullMarked
package io.github.outpostrecovery.lab.simulation;

import org.jspecify.annotations.NullMarked;
