/** What a FlashArray measures of its load. */
@NullMarked
package io.github.outpostrecovery.lab.flasharray.load;

import org.jspecify.annotations.NullMarked;
