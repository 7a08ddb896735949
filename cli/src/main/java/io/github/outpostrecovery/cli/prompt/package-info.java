/** Asking a person, or a script in their place. */
@NullMarked
package io.github.outpostrecovery.cli.prompt;

import org.jspecify.annotations.NullMarked;
