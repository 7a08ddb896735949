/** How PowerStore's REST API reads collections: select, filter, order and pages. */
@NullMarked
package io.github.outpostrecovery.lab.powerstore.query;

import org.jspecify.annotations.NullMarked;
