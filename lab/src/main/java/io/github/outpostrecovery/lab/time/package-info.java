/** The lab's only source of time: an agenda of events that are data, so that a site can be saved between any two. */
@NullMarked
package io.github.outpostrecovery.lab.time;

import org.jspecify.annotations.NullMarked;
