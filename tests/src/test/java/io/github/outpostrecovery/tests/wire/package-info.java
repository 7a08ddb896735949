/** The deployed state machines and the functions behind Lambda's own runtime client, against an endpoint that speaks AWS. */
@NullMarked
package io.github.outpostrecovery.tests.wire;

import org.jspecify.annotations.NullMarked;
