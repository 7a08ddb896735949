/** Letting machines in and retiring names, on every kind of array whose client offers it. */
@NullMarked
package io.github.outpostrecovery.tests.provisioning;

import org.jspecify.annotations.NullMarked;
