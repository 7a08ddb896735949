/** The REST API of a simulated ONTAP cluster: one class per family of resources, and what they share. */
@NullMarked
package io.github.outpostrecovery.lab.ontap.api;

import org.jspecify.annotations.NullMarked;
