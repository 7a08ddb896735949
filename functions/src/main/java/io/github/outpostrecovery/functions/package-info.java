/** The Lambda handlers: JSON in, one step of core, JSON out. */
@NullMarked
package io.github.outpostrecovery.functions;

import org.jspecify.annotations.NullMarked;
