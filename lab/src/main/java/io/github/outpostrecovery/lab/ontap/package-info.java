/** A simulated NetApp ONTAP cluster: its REST API, its data path, and a builder for sites. */
@NullMarked
package io.github.outpostrecovery.lab.ontap;

import org.jspecify.annotations.NullMarked;
