/** How PowerStore's REST API words what it refuses. */
@NullMarked
package io.github.outpostrecovery.lab.powerstore.refusal;

import org.jspecify.annotations.NullMarked;
