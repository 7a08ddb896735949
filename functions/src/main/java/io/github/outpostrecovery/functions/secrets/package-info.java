/** Reads secrets from where they are kept. */
@NullMarked
package io.github.outpostrecovery.functions.secrets;

import org.jspecify.annotations.NullMarked;
