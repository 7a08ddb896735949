/** Whether a recovery would succeed, found out from the operator's side: what the engine rehearses, and what only a person's rights show. */
@NullMarked
package io.github.outpostrecovery.cli.doctor;

import org.jspecify.annotations.NullMarked;
