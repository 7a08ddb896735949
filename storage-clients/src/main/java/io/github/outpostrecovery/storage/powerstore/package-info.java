/** The client of Dell PowerStore: hosts, host groups and the volumes attached to them, over iSCSI and NVMe/TCP. */
@NullMarked
package io.github.outpostrecovery.storage.powerstore;

import org.jspecify.annotations.NullMarked;
