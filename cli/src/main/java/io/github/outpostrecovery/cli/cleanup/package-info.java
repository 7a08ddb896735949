/** Taking protections away, ending machines for good, and giving the names of dead generations back. */
@NullMarked
package io.github.outpostrecovery.cli.cleanup;

import org.jspecify.annotations.NullMarked;
