/** A simulated array that other processes speak to, over pinned TLS and in real time. */
@NullMarked
package io.github.outpostrecovery.cli.serve;

import org.jspecify.annotations.NullMarked;
