/** What the engine asks of EC2 and Outposts. */
@NullMarked
package io.github.outpostrecovery.core.compute;

import org.jspecify.annotations.NullMarked;
