package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.order.InOrder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The array's latest sample of each volume that was asked about. */
public record ActivityReport(Map<VolumeName, Sample> samples) {
    public ActivityReport {
        samples = InOrder.copyOf(samples);
    }

    /** What an array tells about the writes to one volume, by anybody. */
    public sealed interface Sample {
        /** When the array took the sample, by the array's clock: only to be compared with another such time. */
        Instant takenAt();

        /** What has happened since an earlier sample of the same volume. */
        default Change since(Sample earlier) {
            if (!takenAt().isAfter(earlier.takenAt())) {
                return Change.UNKNOWN;
            }
            return switch (this) {
                case Total(Instant at, long writes) ->
                    earlier instanceof Total(Instant then, long before)
                            ? (writes == before ? Change.NONE : Change.WRITTEN)
                            : Change.UNKNOWN;
                case Measured measured -> measured.since(earlier.takenAt());
            };
        }
    }

    /**
     * A counter.
     *
     * @param writes write commands completed since the array began to count
     */
    public record Total(Instant takenAt, long writes) implements Sample {}

    /**
     * From an array that keeps no counter, but measures one interval after the other.
     *
     * @param takenAt the end of the newest interval
     * @param quietSince from when until {@code takenAt} every interval was measured, without a write in any
     * @param busyUntil the end of the newest interval with a write in it, if one is known
     */
    public record Measured(Instant takenAt, Instant quietSince, Optional<Instant> busyUntil) implements Sample {
        public Measured {
            if (quietSince.isAfter(takenAt)) {
                throw new IllegalArgumentException("quiet since " + quietSince + ", which is after " + takenAt);
            }
        }

        private Change since(Instant earlier) {
            if (busyUntil.filter(end -> end.isAfter(earlier)).isPresent()) {
                return Change.WRITTEN;
            }
            return quietSince.isAfter(earlier) ? Change.UNKNOWN : Change.NONE;
        }
    }

    /** What the comparison of two samples shows. */
    public enum Change {
        /** Nothing was written. */
        NONE,
        WRITTEN,
        /** The later sample is not newer, or does not reach back to the earlier one. */
        UNKNOWN
    }
}
