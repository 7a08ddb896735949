/** Many failures at once: whole estates in memory, steps that overlap, and the limits of arrays and of the account. */
@NullMarked
package io.github.outpostrecovery.tests.storm;

import org.jspecify.annotations.NullMarked;
