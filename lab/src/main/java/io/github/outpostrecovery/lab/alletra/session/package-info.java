/** The log-ins of the management API: how many, how long, and one request at a time for each. */
@NullMarked
package io.github.outpostrecovery.lab.alletra.session;

import org.jspecify.annotations.NullMarked;
