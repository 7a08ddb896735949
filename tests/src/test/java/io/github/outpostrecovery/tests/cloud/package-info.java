/** The operator's command against an endpoint that speaks AWS. */
@NullMarked
package io.github.outpostrecovery.tests.cloud;

import org.jspecify.annotations.NullMarked;
