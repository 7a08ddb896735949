package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.name.VolumeName;
import java.time.Instant;
import java.util.Map;

/** The array's latest sample of each volume that was asked about. */
public record ActivityReport(Map<VolumeName, Sample> samples) {
    public ActivityReport {
        samples = Map.copyOf(samples);
    }

    /**
     * What had been written to a volume, by anybody, since the array began to count.
     *
     * @param takenAt when the array took the sample, by the array's clock: only to be compared with another such time
     * @param writes write commands completed
     */
    public record Sample(Instant takenAt, long writes) {}
}
