package io.github.outpostrecovery.core.evidence;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;

/**
 * What one array said at one moment.
 *
 * @param victim the name by which the victim logs in to this array
 */
public record ArrayLook(
        ArrayName array,
        Initiator victim,
        Answer<AccessReport> access,
        Answer<SessionReport> sessions,
        Answer<ActivityReport> activity) {}
