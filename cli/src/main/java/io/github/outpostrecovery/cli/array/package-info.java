/** Commands that speak to one array by themselves: for a bad night, and to try a real array. */
@NullMarked
package io.github.outpostrecovery.cli.array;

import org.jspecify.annotations.NullMarked;
