/** What the command asks of one account and Region: the same for AWS and for the simulated Region of the lab. */
@NullMarked
package io.github.outpostrecovery.cli.cloud;

import org.jspecify.annotations.NullMarked;
