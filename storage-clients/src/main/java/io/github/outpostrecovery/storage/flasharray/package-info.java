/**
 * The client for Pure Storage FlashArray (REST 2, from 2.4 to 2.52), iSCSI and NVMe/TCP.
 *
 * <p>The vendor's facts in here come from Pure's own OpenAPI description of FlashArray REST 2.52, from Pure's Python client
 * (PureStorage-OpenConnect/py-pure-client), and, where said, from what OpenStack Cinder's driver does.
 */
@NullMarked
package io.github.outpostrecovery.storage.flasharray;

import org.jspecify.annotations.NullMarked;
