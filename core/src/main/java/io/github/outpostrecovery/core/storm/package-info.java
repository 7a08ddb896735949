/** What many failures at once mean: whether to believe them, whose turn it is, and who gets the room that is left. */
@NullMarked
package io.github.outpostrecovery.core.storm;

import org.jspecify.annotations.NullMarked;
