/** Finds the client for an array by its vendor, and opens it with the credentials for reading or for fencing. */
@NullMarked
package io.github.outpostrecovery.storage;

import org.jspecify.annotations.NullMarked;
