/** The commands that a person types on a night without the engine, against simulated arrays behind sockets. */
@NullMarked
package io.github.outpostrecovery.tests.breakglass;

import org.jspecify.annotations.NullMarked;
