/** The launch wizard: which instance to launch on an Outpost, from which volumes of an array, and doing it. */
@NullMarked
package io.github.outpostrecovery.cli.launch;

import org.jspecify.annotations.NullMarked;
