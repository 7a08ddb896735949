/** The manual page and the completion of shells, both made from the commands themselves. */
@NullMarked
package io.github.outpostrecovery.cli.manual;

import org.jspecify.annotations.NullMarked;
