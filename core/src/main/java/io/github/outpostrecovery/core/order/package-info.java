/** Sets and maps that keep the order in which they were filled: what goes through them goes out in the same order every time. */
@NullMarked
package io.github.outpostrecovery.core.order;

import org.jspecify.annotations.NullMarked;
