/** Parameters in the parameter store of Systems Manager. */
@NullMarked
package io.github.outpostrecovery.functions.aws.parameters;

import org.jspecify.annotations.NullMarked;
