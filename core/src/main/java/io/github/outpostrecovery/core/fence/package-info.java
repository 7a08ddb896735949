/** Revoking the access of dead generations, and proving that it is gone: once for all arrays. */
@NullMarked
package io.github.outpostrecovery.core.fence;

import org.jspecify.annotations.NullMarked;
