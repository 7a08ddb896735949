/** What an operator sees in a terminal: progress while it runs, a table when it is over. */
@NullMarked
package io.github.outpostrecovery.cli.terminal;

import org.jspecify.annotations.NullMarked;
