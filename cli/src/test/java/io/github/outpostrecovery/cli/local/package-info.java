@NullMarked
package io.github.outpostrecovery.cli.local;

import org.jspecify.annotations.NullMarked;
