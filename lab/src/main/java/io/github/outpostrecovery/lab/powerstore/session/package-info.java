/** Who is logged in to the management API of a simulated PowerStore cluster. */
@NullMarked
package io.github.outpostrecovery.lab.powerstore.session;

import org.jspecify.annotations.NullMarked;
