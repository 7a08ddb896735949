/**
 * The client for NetApp ONTAP (REST, from 9.10.1 on), iSCSI and NVMe/TCP; Amazon FSx for NetApp ONTAP speaks the same.
 *
 * <p>The vendor's facts in here come from the models that NetApp generated from ONTAP's own API description (NetApp/trident,
 * {@code storage_drivers/ontap/api/rest/models}), from docs.netapp.com, and, where said, from what mature clients do.
 */
@NullMarked
package io.github.outpostrecovery.storage.ontap;

import org.jspecify.annotations.NullMarked;
