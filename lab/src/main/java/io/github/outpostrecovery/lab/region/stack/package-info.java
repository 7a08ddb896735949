/** CloudFormation, as far as the stack goes that protects an instance. */
@NullMarked
package io.github.outpostrecovery.lab.region.stack;

import org.jspecify.annotations.NullMarked;
