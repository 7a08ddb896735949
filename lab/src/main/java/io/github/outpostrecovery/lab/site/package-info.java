/** A whole site in one JVM: the Region, the servers, the arrays, and the real engine between them. */
@NullMarked
package io.github.outpostrecovery.lab.site;

import org.jspecify.annotations.NullMarked;
