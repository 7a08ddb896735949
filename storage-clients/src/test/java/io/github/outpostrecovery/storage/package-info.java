@NullMarked
package io.github.outpostrecovery.storage;

import org.jspecify.annotations.NullMarked;
