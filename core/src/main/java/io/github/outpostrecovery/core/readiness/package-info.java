/** Whether a recovery would succeed today, found out without changing anything. */
@NullMarked
package io.github.outpostrecovery.core.readiness;

import org.jspecify.annotations.NullMarked;
