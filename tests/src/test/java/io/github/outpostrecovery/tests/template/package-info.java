/** The SAM template of the engine and the template that protects an instance, held to what they promise, without an account. */
@NullMarked
package io.github.outpostrecovery.tests.template;

import org.jspecify.annotations.NullMarked;
