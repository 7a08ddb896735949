/** Launch templates of a protected instance: an exact copy for a person, and one for the engine on each server. */
@NullMarked
package io.github.outpostrecovery.cli.templates;

import org.jspecify.annotations.NullMarked;
