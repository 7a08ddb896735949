/** The Web Services API, version 1, of a simulated array. */
@NullMarked
package io.github.outpostrecovery.lab.alletra.api;

import org.jspecify.annotations.NullMarked;
