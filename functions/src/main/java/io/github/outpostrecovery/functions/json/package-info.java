/** One ObjectMapper for everything that crosses a boundary: step input and output, the books, the configuration. */
@NullMarked
package io.github.outpostrecovery.functions.json;

import org.jspecify.annotations.NullMarked;
