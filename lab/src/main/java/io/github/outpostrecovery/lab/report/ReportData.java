package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Look;
import io.github.outpostrecovery.core.fence.StoredProof;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.rest.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the page shows. All times are of one clock, the simulated one in a drill.
 *
 * @param failedAt the zero of the time axis: the failure, or the alarm if nothing has failed
 * @param moments what happened to the world, such as a server that lost power
 * @param spans the phases that the engine cannot see from its own states
 * @param verifications what was seen of the victim, oldest first: one for each time that the engine made up its mind
 * @param fenced what was proved to be off the array
 * @param granted who was let in instead
 * @param calls every call to an array; bodies are not shown
 * @param records how each execution ended
 * @param settings what the run was asked to do, in the order to show it in
 * @param replay the command that makes the same run again, or empty if there is none
 */
public record ReportData(
        DrillResult result,
        Instant failedAt,
        List<Moment> moments,
        List<Span> spans,
        List<Verification> verifications,
        List<StoredProof> fenced,
        List<Grant> granted,
        List<Call> calls,
        List<IncidentRecord> records,
        List<Mail> mails,
        List<Setting> settings,
        long seed,
        String replay) {
    public ReportData {
        moments = List.copyOf(moments);
        spans = List.copyOf(spans);
        verifications = List.copyOf(verifications);
        fenced = List.copyOf(fenced);
        granted = List.copyOf(granted);
        calls = List.copyOf(calls);
        records = List.copyOf(records);
        mails = List.copyOf(mails);
        settings = List.copyOf(settings);
    }

    /** Something that happened at one instant. */
    public record Moment(Instant at, String what) {}

    /** Something that took its time. */
    public record Span(Lane lane, String what, Instant from, Instant to) {}

    /** Where a span is drawn. */
    public enum Lane {
        EC2_LAUNCH("EC2 launch"),
        BOOT("Boot"),
        ATTACH("Attach");

        private final String title;

        Lane(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /**
     * What the engine saw before it decided.
     *
     * @param looks oldest first; those that are not at hand may be missing
     * @param evidence what they amount to
     */
    public record Verification(List<Look> looks, Evidence evidence) {
        public Verification {
            looks = List.copyOf(looks);
        }
    }

    /** One initiator let in on one array. */
    public record Grant(Generation generation, ArrayName array, Initiator initiator, Map<VolumeName, LunId> luns) {
        public Grant {
            luns = new TreeMap<>(luns);
        }
    }

    /** One message to the operators. */
    public record Mail(Instant at, String subject, String body) {}

    /** One option of the run. */
    public record Setting(String name, String value) {}
}
