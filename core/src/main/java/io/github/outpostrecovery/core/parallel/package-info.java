/** Doing independent things at the same time: volumes and arrays that do not wait for each other. */
@NullMarked
package io.github.outpostrecovery.core.parallel;

import org.jspecify.annotations.NullMarked;
