/** How every array client speaks REST: one transport, verified TLS, bounded repetition of reads, none of writes, no secrets. */
@NullMarked
package io.github.outpostrecovery.storage.rest;

import org.jspecify.annotations.NullMarked;
