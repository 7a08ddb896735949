package io.github.outpostrecovery.core.evidence;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Observed;
import io.github.outpostrecovery.core.evidence.MachineStatus.Unobserved;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.order.InOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns two looks into evidence. What did not answer is UNKNOWN, and UNKNOWN is never SILENT. */
public final class Assessment {
    private final Look earlier;
    private final Look later;
    private final List<String> remarks = new ArrayList<>();

    private Assessment(Look earlier, Look later) {
        this.earlier = earlier;
        this.later = later;
    }

    /** Assesses two looks, the later one taken some seconds after the earlier. */
    public static Evidence of(Look earlier, Look later) {
        return new Assessment(earlier, later).assess();
    }

    private Evidence assess() {
        Ec2Plane ec2 = ec2();
        SessionPlane sessions = later.arrays().stream()
                .map(this::sessionsOn)
                .reduce(Assessment::stronger)
                .orElse(SessionPlane.NOT_OFFERED);
        WritePlane writes = later.arrays().stream()
                .map(this::writesOn)
                .reduce(Assessment::stronger)
                .orElse(WritePlane.NOT_OFFERED);
        return new Evidence(ec2, later.server(), sessions, writes, storage(), remarks);
    }

    private Evidence.StorageAnswer storage() {
        Evidence.StorageAnswer all = Evidence.StorageAnswer.ANSWERED;
        for (ArrayLook look : later.arrays()) {
            switch (look.access()) {
                case Answer.Answered<AccessReport> answered -> {}
                case Answer.Unanswered<AccessReport>(var failure) -> {
                    remarks.add(look.array() + " did not say who reaches the volumes: " + failure);
                    all = Evidence.StorageAnswer.UNREACHABLE;
                }
                case Answer.NotOffered<AccessReport>() -> all = Evidence.StorageAnswer.UNREACHABLE;
            }
        }
        return all;
    }

    private Ec2Plane ec2() {
        return switch (later.machine()) {
            case Unobserved(String why) -> {
                remarks.add("EC2 did not answer: " + why);
                yield Ec2Plane.UNKNOWN;
            }
            case Observed now ->
                switch (now.lifecycle()) {
                    case STOPPING, STOPPED, SHUTTING_DOWN, TERMINATED, NOT_FOUND -> {
                        remarks.add("EC2 lists the instance as " + now.lifecycle());
                        yield Ec2Plane.STOPPED;
                    }
                    case PENDING, RUNNING -> running(now);
                };
        };
    }

    /** A passed check counts at once; a failed one only if it had failed at the earlier look as well. */
    private Ec2Plane running(Observed now) {
        if (now.systemCheck() == Check.PASSED && now.instanceCheck() == Check.PASSED) {
            return Ec2Plane.HEALTHY;
        }
        return switch (earlier.machine()) {
            case Unobserved(String why) -> {
                remarks.add("EC2 did not answer the earlier look: " + why);
                yield Ec2Plane.UNKNOWN;
            }
            case Observed before -> {
                if (before.systemCheck() == Check.FAILED && now.systemCheck() == Check.FAILED) {
                    yield Ec2Plane.MACHINE_FAILED;
                }
                if (before.instanceCheck() == Check.FAILED
                        && now.instanceCheck() == Check.FAILED
                        && now.systemCheck() == Check.PASSED) {
                    yield Ec2Plane.GUEST_FAILED;
                }
                yield Ec2Plane.MISSING;
            }
        };
    }

    private SessionPlane sessionsOn(ArrayLook look) {
        return switch (look.sessions()) {
            case Answer.Answered<SessionReport>(SessionReport report) -> {
                Set<String> sources = report.sourcesOf(look.victim());
                if (sources.size() > 1) {
                    remarks.add(look.victim() + " is logged in to " + look.array() + " from " + sources.size()
                            + " addresses: "
                            + String.join(", ", sources.stream().sorted().toList()));
                    yield SessionPlane.DUPLICATE_IDENTITY;
                }
                yield sources.isEmpty() ? SessionPlane.GONE : SessionPlane.LOGGED_IN;
            }
            case Answer.Unanswered<SessionReport>(var failure) -> {
                remarks.add(look.array() + " did not list log-ins: " + failure);
                yield SessionPlane.UNKNOWN;
            }
            case Answer.NotOffered<SessionReport>() -> SessionPlane.NOT_OFFERED;
        };
    }

    private WritePlane writesOn(ArrayLook look) {
        return switch (look.activity()) {
            case Answer.NotOffered<ActivityReport>() -> WritePlane.NOT_OFFERED;
            case Answer.Unanswered<ActivityReport>(var failure) -> {
                remarks.add(look.array() + " did not count writes: " + failure);
                yield WritePlane.UNKNOWN;
            }
            case Answer.Answered<ActivityReport>(ActivityReport now) -> {
                if (!attributable(look)) {
                    yield WritePlane.NOT_OFFERED;
                }
                yield earlierActivity(look, now);
            }
        };
    }

    /** Counters are kept by volume: they speak of the victim only where nobody else reaches the volumes. */
    private boolean attributable(ArrayLook look) {
        if (!(look.access() instanceof Answer.Answered<AccessReport>(AccessReport access))) {
            return true;
        }
        Set<Initiator> others = access.paths().stream()
                .map(path -> path.initiator())
                .filter(initiator -> !initiator.equals(look.victim()))
                .collect(InOrder.toSet());
        if (!others.isEmpty()) {
            remarks.add(look.array() + " counts writes by volume, and " + others.size()
                    + " other initiators reach the volumes: the counters are not used");
        }
        return others.isEmpty();
    }

    private WritePlane earlierActivity(ArrayLook look, ActivityReport now) {
        for (ArrayLook before : earlier.arrays()) {
            if (before.array().equals(look.array())
                    && before.activity() instanceof Answer.Answered<ActivityReport>(ActivityReport then)) {
                return compare(look, then.samples(), now.samples());
            }
        }
        remarks.add(look.array() + " gave no earlier sample to compare with");
        return WritePlane.UNKNOWN;
    }

    private WritePlane compare(
            ArrayLook look, Map<VolumeName, ActivityReport.Sample> then, Map<VolumeName, ActivityReport.Sample> now) {
        Set<VolumeName> volumes = new HashSet<>(then.keySet());
        volumes.addAll(now.keySet());
        if (look.access() instanceof Answer.Answered<AccessReport>(AccessReport access)) {
            volumes.addAll(access.volumes());
        }
        // An answer about no volume, or not about all of them, has seen none of them stand still.
        boolean stale = volumes.isEmpty();
        for (VolumeName volume : volumes) {
            ActivityReport.Sample before = then.get(volume);
            ActivityReport.Sample after = now.get(volume);
            ActivityReport.Change change =
                    before == null || after == null ? ActivityReport.Change.UNKNOWN : after.since(before);
            switch (change) {
                case WRITTEN -> {
                    return WritePlane.ADVANCING;
                }
                case UNKNOWN -> stale = true;
                case NONE -> {}
            }
        }
        if (stale) {
            remarks.add(look.array() + " has taken no newer sample of the counters of every volume");
            return WritePlane.UNKNOWN;
        }
        return WritePlane.FLAT;
    }

    private static SessionPlane stronger(SessionPlane one, SessionPlane other) {
        return rank(one) >= rank(other) ? one : other;
    }

    /** What one array has seen go may be alive on another that cannot tell: gone is only what every array has seen go. */
    private static int rank(SessionPlane plane) {
        return switch (plane) {
            case DUPLICATE_IDENTITY -> 4;
            case UNKNOWN -> 3;
            case LOGGED_IN -> 2;
            case NOT_OFFERED -> 1;
            case GONE -> 0;
        };
    }

    private static WritePlane stronger(WritePlane one, WritePlane other) {
        return rank(one) >= rank(other) ? one : other;
    }

    private static int rank(WritePlane plane) {
        return switch (plane) {
            case ADVANCING -> 3;
            case UNKNOWN -> 2;
            case NOT_OFFERED -> 1;
            case FLAT -> 0;
        };
    }
}
