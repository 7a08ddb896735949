@NullMarked
package io.github.outpostrecovery.cli.userdata;

import org.jspecify.annotations.NullMarked;
