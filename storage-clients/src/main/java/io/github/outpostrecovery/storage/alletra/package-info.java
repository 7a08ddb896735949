/**
 * The client for HPE Alletra Storage MP B10000, Alletra 9000, Primera and 3PAR (WSAPI, version 1), iSCSI and NVMe/TCP.
 *
 * <p>The vendor's facts in here come from HPE's own Python clients (hpe-storage/python-3parclient, below "3parclient", and
 * hpe-storage/hpe_storage_flowkit_py, below "flowkit"), from the HP 3PAR Web Services API Developer's Guide (1.3.1, 2014,
 * below "the guide"), and, where said, from what mature clients (OpenStack Cinder, Canonical LXD) do. The guide is old: what
 * is newer than it and in none of HPE's clients is marked as not verified where it stands.
 */
@NullMarked
package io.github.outpostrecovery.storage.alletra;

import org.jspecify.annotations.NullMarked;
