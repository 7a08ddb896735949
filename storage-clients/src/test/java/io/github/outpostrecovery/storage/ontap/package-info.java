@NullMarked
package io.github.outpostrecovery.storage.ontap;

import org.jspecify.annotations.NullMarked;
