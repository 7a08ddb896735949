/** Why calls to AWS came to nothing. */
@NullMarked
package io.github.outpostrecovery.functions.aws.failure;

import org.jspecify.annotations.NullMarked;
