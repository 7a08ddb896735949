/** Executions of the recovery state machine in Step Functions. */
@NullMarked
package io.github.outpostrecovery.functions.aws.executions;

import org.jspecify.annotations.NullMarked;
