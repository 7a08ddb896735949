/** State machine definitions in the Amazon States Language: reading them, and refusing what Step Functions would refuse. */
@NullMarked
package io.github.outpostrecovery.lab.asl.definition;

import org.jspecify.annotations.NullMarked;
