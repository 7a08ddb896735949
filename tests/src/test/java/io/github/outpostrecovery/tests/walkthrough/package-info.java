/** What an operator does with the whole command, from an empty site to an empty site. */
@NullMarked
package io.github.outpostrecovery.tests.walkthrough;

import org.jspecify.annotations.NullMarked;
