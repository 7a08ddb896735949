/** What a seed decides: one generator for the whole lab, so that a run can be saved between any two draws. */
@NullMarked
package io.github.outpostrecovery.lab.chance;

import org.jspecify.annotations.NullMarked;
