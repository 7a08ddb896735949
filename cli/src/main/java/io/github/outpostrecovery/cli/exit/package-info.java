/** What commands tell scripts by the number they end with. */
@NullMarked
package io.github.outpostrecovery.cli.exit;

import org.jspecify.annotations.NullMarked;
