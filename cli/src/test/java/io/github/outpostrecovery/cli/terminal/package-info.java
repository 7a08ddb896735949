@NullMarked
package io.github.outpostrecovery.cli.terminal;

import org.jspecify.annotations.NullMarked;
