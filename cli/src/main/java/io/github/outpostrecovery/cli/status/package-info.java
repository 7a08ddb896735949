/** How every protected instance is, as the books, the alarms and the controls have it. */
@NullMarked
package io.github.outpostrecovery.cli.status;

import org.jspecify.annotations.NullMarked;
