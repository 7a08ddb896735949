/** The table: who owns an incident, what has been announced, what is proved, how it ended. Every change is a pure function, written under one condition. */
@NullMarked
package io.github.outpostrecovery.core.incident;

import org.jspecify.annotations.NullMarked;
