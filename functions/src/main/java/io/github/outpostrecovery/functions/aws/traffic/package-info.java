/** Target groups of Elastic Load Balancing. */
@NullMarked
package io.github.outpostrecovery.functions.aws.traffic;

import org.jspecify.annotations.NullMarked;
