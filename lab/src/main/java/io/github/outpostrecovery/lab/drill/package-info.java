/** A drill: something fails in a simulated site, the real engine recovers it, and a person sees what happened. */
@NullMarked
package io.github.outpostrecovery.lab.drill;

import org.jspecify.annotations.NullMarked;
