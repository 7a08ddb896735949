/** What there is on an array, for whoever sets protection up; a recovery needs none of it. */
@NullMarked
package io.github.outpostrecovery.storage.inventory;

import org.jspecify.annotations.NullMarked;
