/** The lab's Step Functions: runs Amazon States Language definitions on the lab's agenda, as strictly as the service or more so. */
@NullMarked
package io.github.outpostrecovery.lab.asl;

import org.jspecify.annotations.NullMarked;
