/** The operator's command. */
@NullMarked
package io.github.outpostrecovery.cli;

import org.jspecify.annotations.NullMarked;
