/** A simulated HPE Alletra Storage MP B10000, or an older 3PAR or Primera: its WSAPI, its data path, and a builder. */
@NullMarked
package io.github.outpostrecovery.lab.alletra;

import org.jspecify.annotations.NullMarked;
