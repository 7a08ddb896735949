/** The account and Region of a command, in the lab. */
@NullMarked
package io.github.outpostrecovery.cli.local;

import org.jspecify.annotations.NullMarked;
