/** Tests of what the command tells about itself. */
@org.jspecify.annotations.NullMarked
package io.github.outpostrecovery.cli.manual;
