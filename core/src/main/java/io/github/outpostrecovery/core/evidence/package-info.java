/** What each plane says about the victim, and what it means together. Pure functions over sealed types. */
@NullMarked
package io.github.outpostrecovery.core.evidence;

import org.jspecify.annotations.NullMarked;
