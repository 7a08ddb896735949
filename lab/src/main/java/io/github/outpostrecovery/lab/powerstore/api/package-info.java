/** The resources of PowerStore's REST API, as far as they are simulated. */
@NullMarked
package io.github.outpostrecovery.lab.powerstore.api;

import org.jspecify.annotations.NullMarked;
