/** The decisions of the engine. It imports the JDK only. */
@NullMarked
package io.github.outpostrecovery.core;

import org.jspecify.annotations.NullMarked;
