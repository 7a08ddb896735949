package io.github.outpostrecovery.core.name;

/**
 * The number under which a machine sees a volume: the logical unit number for iSCSI, the namespace id for NVMe.
 *
 * <p>The widest range of the supported arrays: 0 to 16383 (PowerStore; ONTAP and FlashArray end at 4095). An array client
 * refuses what its own array does not allow.
 */
public record LunId(int number) implements Comparable<LunId> {
    private static final int HIGHEST = 16_383;

    public LunId {
        if (number < 0 || number > HIGHEST) {
            throw new IllegalArgumentException("LUN id " + number + " is not legal: it is 0 to " + HIGHEST);
        }
    }

    @Override
    public int compareTo(LunId other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
