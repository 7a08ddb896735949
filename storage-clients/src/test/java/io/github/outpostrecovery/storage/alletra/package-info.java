@NullMarked
package io.github.outpostrecovery.storage.alletra;

import org.jspecify.annotations.NullMarked;
