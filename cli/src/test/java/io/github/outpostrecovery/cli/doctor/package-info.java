@NullMarked
package io.github.outpostrecovery.cli.doctor;

import org.jspecify.annotations.NullMarked;
