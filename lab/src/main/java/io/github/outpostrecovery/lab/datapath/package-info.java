/** What machines see of an array: logins, volumes, writes in flight. The same for every vendor. */
@NullMarked
package io.github.outpostrecovery.lab.datapath;

import org.jspecify.annotations.NullMarked;
