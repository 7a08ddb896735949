/** CloudWatch alarms, and the protection stacks that they belong to. */
@NullMarked
package io.github.outpostrecovery.functions.aws.alarms;

import org.jspecify.annotations.NullMarked;
