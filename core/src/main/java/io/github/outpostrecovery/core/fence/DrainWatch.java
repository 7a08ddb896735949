package io.github.outpostrecovery.core.fence;

import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.name.ArrayName;
import java.time.Instant;
import java.util.Optional;

/**
 * What has been seen of one array since its mappings were read as gone. It travels from one call of the fencing step to
 * the next; without it the watch begins anew, which is later, never sooner.
 *
 * @param goneAt when every path of every victim was first read as gone
 * @param lastBefore the array's newest sample at that moment: only later ones count
 * @param first the first sample taken after it
 */
public record DrainWatch(
        ArrayName array, Instant goneAt, Optional<ActivityReport> lastBefore, Optional<ActivityReport> first) {}
