@NullMarked
package io.github.outpostrecovery.storage.flasharray;

import org.jspecify.annotations.NullMarked;
