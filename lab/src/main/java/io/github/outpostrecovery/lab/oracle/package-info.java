/** What must never happen, checked at every event of a simulated site. */
@NullMarked
package io.github.outpostrecovery.lab.oracle;

import org.jspecify.annotations.NullMarked;
