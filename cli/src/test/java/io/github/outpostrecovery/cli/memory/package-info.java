/** An account and Region in memory, which fails where a test wants it to. */
@NullMarked
package io.github.outpostrecovery.cli.memory;

import org.jspecify.annotations.NullMarked;
