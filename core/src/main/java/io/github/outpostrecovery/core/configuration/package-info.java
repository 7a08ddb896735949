/** What the operator has decided for one protected instance: written by protect, read once per incident. */
@NullMarked
package io.github.outpostrecovery.core.configuration;

import org.jspecify.annotations.NullMarked;
