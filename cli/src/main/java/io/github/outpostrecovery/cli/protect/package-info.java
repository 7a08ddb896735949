/** Protecting an instance: its configuration, its stack, its books, and the alarm that has been seen OK. */
@NullMarked
package io.github.outpostrecovery.cli.protect;

import org.jspecify.annotations.NullMarked;
