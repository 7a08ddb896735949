@NullMarked
package io.github.outpostrecovery.cli.templates;

import org.jspecify.annotations.NullMarked;
