/** What a machine is told at its launch: which volumes it boots from and attaches, and under which name. */
@NullMarked
package io.github.outpostrecovery.cli.userdata;

import org.jspecify.annotations.NullMarked;
