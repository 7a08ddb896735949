@NullMarked
package io.github.outpostrecovery.storage.rest;

import org.jspecify.annotations.NullMarked;
