@NullMarked
package io.github.outpostrecovery.cli.aws;

import org.jspecify.annotations.NullMarked;
