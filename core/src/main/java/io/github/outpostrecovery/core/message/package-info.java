/** What people are told: words, evidence, and the next step. */
@NullMarked
package io.github.outpostrecovery.core.message;

import org.jspecify.annotations.NullMarked;
