@NullMarked
package io.github.outpostrecovery.cli.exit;

import org.jspecify.annotations.NullMarked;
