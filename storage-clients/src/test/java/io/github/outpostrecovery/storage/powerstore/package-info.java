@NullMarked
package io.github.outpostrecovery.storage.powerstore;

import org.jspecify.annotations.NullMarked;
