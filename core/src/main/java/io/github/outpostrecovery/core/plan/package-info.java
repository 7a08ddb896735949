/** Everything that the later steps work from, computed once and frozen. */
@NullMarked
package io.github.outpostrecovery.core.plan;

import org.jspecify.annotations.NullMarked;
