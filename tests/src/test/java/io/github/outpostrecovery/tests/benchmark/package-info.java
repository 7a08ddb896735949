/** How long a fence and a grant take, and how that grows with the number of volumes. */
@NullMarked
package io.github.outpostrecovery.tests.benchmark;

import org.jspecify.annotations.NullMarked;
