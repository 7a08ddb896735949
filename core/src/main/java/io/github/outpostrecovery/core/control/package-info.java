/** What people tell the engine to leave alone: maintenance windows and the kill switch. */
@NullMarked
package io.github.outpostrecovery.core.control;

import org.jspecify.annotations.NullMarked;
