/** An emulated AWS account for a served array, so that single functions can be tried by hand. */
@NullMarked
package io.github.outpostrecovery.cli.account;

import org.jspecify.annotations.NullMarked;
