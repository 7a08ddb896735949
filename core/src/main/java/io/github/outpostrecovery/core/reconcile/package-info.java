/** What is looked after every few minutes, so that nothing is left lying. */
@NullMarked
package io.github.outpostrecovery.core.reconcile;

import org.jspecify.annotations.NullMarked;
