/** The engine's own figures in CloudWatch. */
@NullMarked
package io.github.outpostrecovery.functions.aws.metrics;

import org.jspecify.annotations.NullMarked;
