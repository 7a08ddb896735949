/** Payload templates: {@code Parameters} and {@code ResultSelector} with their paths and intrinsic functions. */
@NullMarked
package io.github.outpostrecovery.lab.asl.template;

import org.jspecify.annotations.NullMarked;
