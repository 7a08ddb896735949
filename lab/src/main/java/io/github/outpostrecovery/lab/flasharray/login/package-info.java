/** Who is logged in to the management API of a FlashArray, and until when. */
@NullMarked
package io.github.outpostrecovery.lab.flasharray.login;

import org.jspecify.annotations.NullMarked;
