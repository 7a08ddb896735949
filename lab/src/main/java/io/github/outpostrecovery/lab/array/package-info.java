/** What a simulated array has to be, whatever its vendor, so that sites and contracts can be furnished with any of them. */
@NullMarked
package io.github.outpostrecovery.lab.array;

import org.jspecify.annotations.NullMarked;
