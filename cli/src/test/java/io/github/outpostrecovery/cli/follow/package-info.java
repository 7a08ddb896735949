@NullMarked
package io.github.outpostrecovery.cli.follow;

import org.jspecify.annotations.NullMarked;
