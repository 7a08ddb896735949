package io.github.outpostrecovery.core.message;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.ARRAY_2;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.DATA;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G1;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.G3;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.TARGET_2;

import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.evidence.Ec2Plane;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.evidence.SessionPlane;
import io.github.outpostrecovery.core.evidence.WritePlane;
import io.github.outpostrecovery.core.fence.Drained;
import io.github.outpostrecovery.core.fence.StoredProof;
import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.util.List;
import java.util.Optional;

/** One incident at several of its stages, with boot and data on each of two arrays. */
final class SampleIncident {
    static final Evidence DEAD = new Evidence(
            Ec2Plane.MACHINE_FAILED,
            ServerLink.CONNECTED,
            SessionPlane.GONE,
            WritePlane.FLAT,
            Evidence.StorageAnswer.ANSWERED,
            List.of());
    static final Evidence LINK_LOSS = new Evidence(
            Ec2Plane.MISSING,
            ServerLink.DISCONNECTED,
            SessionPlane.LOGGED_IN,
            WritePlane.FLAT,
            Evidence.StorageAnswer.ANSWERED,
            List.of("array-2 lists one log-in, from 10.0.1.7"));
    static final Evidence BLIND = new Evidence(
            Ec2Plane.MACHINE_FAILED,
            ServerLink.CONNECTED,
            SessionPlane.UNKNOWN,
            WritePlane.UNKNOWN,
            Evidence.StorageAnswer.UNREACHABLE,
            List.of("array-2 did not answer: connection refused"));

    private SampleIncident() {}

    static Incident opened() {
        return Incident.open(
                FIRST_INCIDENT, E1, Trigger.ALARM, SampleSite.victim(ARRAY_1, ARRAY_2), NOON.plusSeconds(60));
    }

    static Incident with(
            RecoveryPlan plan, List<Successor> successors, List<StoredProof> proofs, Announcement.Step last) {
        Incident opened = opened();
        return new Incident(
                opened.id(),
                opened.owner(),
                opened.trigger(),
                opened.openedAt(),
                Incident.State.OPEN,
                Optional.empty(),
                opened.victim(),
                Optional.of(plan),
                successors,
                1,
                proofs,
                Optional.empty(),
                Optional.of(new Announcement(E1, last, NOON.plusSeconds(130))),
                Optional.empty());
    }

    /** The second new machine is the one that attached. */
    static Incident recovered() {
        return with(
                SampleSite.plan(ARRAY_1, ARRAY_2),
                List.of(
                        successor(G2, TARGET_1, Optional.of(SampleSite.machineId(2))),
                        successor(G3, TARGET_2, Optional.of(SampleSite.machineId(3)))),
                List.of(
                        proof(ARRAY_1, BOOT, G1, Drained.SESSION_GONE),
                        proof(ARRAY_1, DATA, G1, Drained.COUNTERS_FLAT),
                        proof(ARRAY_2, BOOT, G1, Drained.SETTLED),
                        proof(ARRAY_2, DATA, G1, Drained.SETTLED),
                        proof(ARRAY_1, BOOT, G2, Drained.SESSION_GONE),
                        proof(ARRAY_1, DATA, G2, Drained.SESSION_GONE),
                        proof(ARRAY_2, BOOT, G2, Drained.SETTLED),
                        proof(ARRAY_2, DATA, G2, Drained.SETTLED)),
                Announcement.Step.REARM);
    }

    /** One array has let go of the victim, the other of one of its two volumes. */
    static Incident halfFenced() {
        return with(
                SampleSite.plan(ARRAY_1, ARRAY_2),
                List.of(SampleSite.successor(G2, TARGET_1, ARRAY_1, ARRAY_2)),
                List.of(
                        proof(ARRAY_1, BOOT, G1, Drained.SESSION_GONE),
                        proof(ARRAY_1, DATA, G1, Drained.SESSION_GONE),
                        proof(ARRAY_2, BOOT, G1, Drained.SETTLED)),
                Announcement.Step.FENCE);
    }

    static Successor successor(Generation generation, LaunchTarget target, Optional<Ec2InstanceId> machine) {
        return new Successor(
                generation,
                target,
                SampleSite.names(generation, ARRAY_1, ARRAY_2),
                Successor.Stage.LAUNCH_ANNOUNCED,
                NOON,
                Optional.of(NOON.plusSeconds(100)),
                machine);
    }

    static StoredProof proof(ArrayName array, VolumeName volume, Generation generation, Drained drained) {
        return new StoredProof(
                array,
                volume,
                SampleSite.initiator(generation),
                generation,
                NOON.plusSeconds(90 + generation.number()),
                drained);
    }

    static IncidentRecord record(Outcome outcome, String reason, Optional<Evidence> evidence) {
        return new IncidentRecord(
                E1,
                Optional.of(FIRST_INCIDENT),
                Optional.empty(),
                outcome,
                NOON.plusSeconds(240),
                reason,
                evidence,
                List.of());
    }

    static Background background(Incident incident, Optional<Evidence> evidence) {
        return new Background(Optional.of(incident), evidence, List.of(), List.of());
    }
}
