/** What a simulated ONTAP cluster holds, as records, and who reaches what by it. */
@NullMarked
package io.github.outpostrecovery.lab.ontap.inventory;

import org.jspecify.annotations.NullMarked;
