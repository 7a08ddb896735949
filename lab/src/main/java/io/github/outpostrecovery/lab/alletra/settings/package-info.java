/** How a simulated array behaves where real ones differ, or where nobody knows. */
@NullMarked
package io.github.outpostrecovery.lab.alletra.settings;

import org.jspecify.annotations.NullMarked;
