@NullMarked
package io.github.outpostrecovery.cli.launch;

import org.jspecify.annotations.NullMarked;
