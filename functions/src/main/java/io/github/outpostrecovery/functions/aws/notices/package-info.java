/** Mail by SNS. */
@NullMarked
package io.github.outpostrecovery.functions.aws.notices;

import org.jspecify.annotations.NullMarked;
