/** The model of the safety protocol: checked by TLC, and held to the state machines that it stands for. */
@NullMarked
package io.github.outpostrecovery.tests.model;

import org.jspecify.annotations.NullMarked;
