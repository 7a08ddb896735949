/** The rules of Choice states. */
@NullMarked
package io.github.outpostrecovery.lab.asl.choice;

import org.jspecify.annotations.NullMarked;
