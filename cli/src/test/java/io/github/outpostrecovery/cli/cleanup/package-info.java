@NullMarked
package io.github.outpostrecovery.cli.cleanup;

import org.jspecify.annotations.NullMarked;
