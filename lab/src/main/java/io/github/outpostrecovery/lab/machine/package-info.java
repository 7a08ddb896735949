/** The machines of a site: how they boot from an array, write to it, fail, and come back when nobody wants them any more. */
@NullMarked
package io.github.outpostrecovery.lab.machine;

import org.jspecify.annotations.NullMarked;
