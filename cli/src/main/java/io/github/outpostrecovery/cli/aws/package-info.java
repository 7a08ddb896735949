/** The account and Region of a command, on AWS. */
@NullMarked
package io.github.outpostrecovery.cli.aws;

import org.jspecify.annotations.NullMarked;
