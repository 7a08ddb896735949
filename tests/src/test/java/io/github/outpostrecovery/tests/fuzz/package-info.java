/** Bytes of anybody's choice into everything that reads what comes from outside; guided by coverage with -Pproof. */
@NullMarked
package io.github.outpostrecovery.tests.fuzz;

import org.jspecify.annotations.NullMarked;
