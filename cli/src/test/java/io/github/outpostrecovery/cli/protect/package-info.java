@NullMarked
package io.github.outpostrecovery.cli.protect;

import org.jspecify.annotations.NullMarked;
