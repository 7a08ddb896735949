/** The controllers and Ethernet ports of a FlashArray. */
@NullMarked
package io.github.outpostrecovery.lab.flasharray.hardware;

import org.jspecify.annotations.NullMarked;
