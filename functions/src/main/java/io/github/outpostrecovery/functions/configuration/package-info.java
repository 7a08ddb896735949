/** Configurations as SSM parameters. */
@NullMarked
package io.github.outpostrecovery.functions.configuration;

import org.jspecify.annotations.NullMarked;
