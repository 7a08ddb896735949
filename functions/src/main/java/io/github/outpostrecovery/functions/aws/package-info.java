/** How the steps are wired to the services of AWS. */
@NullMarked
package io.github.outpostrecovery.functions.aws;

import org.jspecify.annotations.NullMarked;
