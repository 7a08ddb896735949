package io.github.outpostrecovery.lab.datapath;

/**
 * A volume as a session sees it.
 *
 * @param lun the LUN id, or the NVMe namespace id
 * @param volume the volume's identity on its array, the same under every LUN id
 */
public record VisibleVolume(int lun, String volume) {}
