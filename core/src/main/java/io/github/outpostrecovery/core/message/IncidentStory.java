package io.github.outpostrecovery.core.message;

import io.github.outpostrecovery.core.fence.StoredProof;
import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.order.InOrder;
import io.github.outpostrecovery.core.plan.ArrayPlan;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What the books say was done for an incident, and what was not. */
final class IncidentStory {
    private static final int MOST_NAMES = 6;
    private static final int MOST_ITEMS = 8;

    private final Incident incident;

    IncidentStory(Incident incident) {
        this.incident = incident;
    }

    void tellVictim(Letter letter) {
        Machine victim = incident.victim();
        letter.fact("Machine", victim.id() + ", generation " + victim.generation())
                .fact("", "up since " + victim.launchedAt())
                .fact("Server", shortly(victim.server()))
                .fact("Noticed", incident.openedAt() + ", by " + of(incident.trigger()));
    }

    /** What runs instead, once a generation has been adopted. */
    Optional<String> heir() {
        return incident.successor()
                .flatMap(heir -> heir.machine()
                        .map(machine -> "It runs as " + machine + ", generation " + heir.generation() + ", on server "
                                + shortly(heir.target().server()) + "."));
    }

    // ---- done

    /** The plan, the fences that are proved, and the generations that were used. */
    void tellDone(Letter letter) {
        if (incident.plan().isEmpty()) {
            letter.item("nothing: no plan was stored, so nothing was changed");
            return;
        }
        RecoveryPlan plan = incident.plan().get();
        letter.item("the plan was stored at " + plan.madeAt() + ", for the verdict " + plan.verdict());
        List<Fence> proved =
                fences(plan).stream().filter(fence -> !fence.proved().isEmpty()).toList();
        tellFirst(letter, proved, IncidentStory::tellProof);
        int left = Math.max(0, incident.successors().size() - MOST_ITEMS);
        if (left > 0) {
            letter.item(left + " generations before these were used and given up");
        }
        incident.successors().stream().skip(left).forEach(successor -> tellGeneration(letter, successor));
    }

    private static void tellProof(Letter letter, Fence fence) {
        letter.item("fenced on " + fence.array() + ": generation " + fence.generation() + ", proved for "
                + fence.proved().size() + " of " + fence.volumes() + " volumes (" + list(fence.proved()) + ") by "
                + fence.latest() + "; " + fence.drained());
        letter.under(fence.initiator().value());
    }

    private void tellGeneration(Letter letter, Successor successor) {
        String name = "generation " + successor.generation();
        letter.item(name + ": " + became(successor) + " (server "
                + shortly(successor.target().server()) + ")");
        if (successor.generation().equals(incident.generation())) {
            new TreeSet<>(successor.initiators().values().stream()
                            .map(Initiator::value)
                            .toList())
                    .forEach(letter::under);
        }
    }

    private String became(Successor successor) {
        boolean current = successor.generation().equals(incident.generation());
        String upTo = successor
                .machine()
                .map(machine -> "launched as " + machine)
                .orElse(
                        switch (successor.stage()) {
                            case STORED -> current ? "next in line, not let in to any volume" : "never let in";
                            case GRANT_ANNOUNCED -> "let in to the volumes, or nearly; not launched";
                            case LAUNCH_ANNOUNCED -> "launch ordered; which machine it made is not known";
                        });
        return current ? upTo : upTo + "; then given up";
    }

    // ---- not done

    /** The steps that are missing: for an incident that ended half-way. */
    void tellNotDone(Letter letter) {
        incident.plan().ifPresent(plan -> {
            List<Fence> open = fences(plan).stream()
                    .filter(fence -> !fence.unproved().isEmpty())
                    .toList();
            tellFirst(letter, open, (to, fence) -> {
                to.item("NOT PROVED on " + fence.array() + ": generation " + fence.generation() + " may still reach "
                        + fence.unproved().size() + " of " + fence.volumes() + " volumes: " + list(fence.unproved()));
                to.under(fence.initiator().value());
            });
        });
        Optional<Announcement.Step> last = incident.announced().map(Announcement::step);
        letter.item(incident.successor()
                .map(Successor::stage)
                .map(stage -> switch (stage) {
                    case STORED -> "no new machine was let in, and none was launched";
                    case GRANT_ANNOUNCED -> "no new machine was launched";
                    case LAUNCH_ANNOUNCED ->
                        "the new machine, if there is one, was not adopted: nothing shows that it works";
                })
                .orElse("no new machine was let in, and none was launched"));
        letter.item(
                last.filter(step -> step == Announcement.Step.MOVE_TRAFFIC || step == Announcement.Step.REARM)
                                .isPresent()
                        ? "traffic may have been moved in part: look at the target groups"
                        : "traffic was not moved");
        letter.item(
                last.filter(Announcement.Step.REARM::equals).isPresent()
                        ? "the alarm may or may not watch the new machine"
                        : "the alarm was not pointed at a new machine");
        letter.item("the old machine was not asked to terminate");
    }

    // ---- never

    /** What must never be done once a fence may have been ordered. */
    void tellNever(Letter letter) {
        letter.item("NEVER start " + incident.victim().id() + " again. If it comes back by itself, leave it be.");
        letter.item("NEVER give its name access to a volume again, on any array:");
        new TreeSet<>(incident.victim().initiators().values().stream()
                        .map(Initiator::value)
                        .toList())
                .forEach(letter::under);
    }

    // ---- fences

    /** How far one name is off the volumes of one array. */
    private record Fence(
            ArrayName array,
            Generation generation,
            Initiator initiator,
            Set<VolumeName> all,
            Map<VolumeName, StoredProof> proofs) {
        Set<VolumeName> proved() {
            return proofs.keySet();
        }

        Set<VolumeName> unproved() {
            return all.stream().filter(volume -> !proofs.containsKey(volume)).collect(InOrder.toSet());
        }

        int volumes() {
            return all.size();
        }

        Instant latest() {
            return proofs.values().stream()
                    .map(StoredProof::provenAt)
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.EPOCH);
        }

        String drained() {
            return proofs.values().stream()
                    .map(StoredProof::drained)
                    .distinct()
                    .sorted()
                    .map(how -> switch (how) {
                        case SESSION_GONE -> "no log-in is left";
                        case COUNTERS_FLAT -> "its write counters stand still";
                        case SETTLED -> "its settle time has passed";
                    })
                    .collect(Collectors.joining(", "));
        }
    }

    /** Every name that must not reach a volume, on every array of the plan. */
    private List<Fence> fences(RecoveryPlan plan) {
        List<Fence> fences = new ArrayList<>();
        for (ArrayPlan array : plan.arrays()) {
            ArrayName name = array.connection().name();
            incident.olderInitiatorsOn(name).forEach((initiator, generation) -> {
                Map<VolumeName, StoredProof> proofs = new TreeMap<>(Comparator.comparing(VolumeName::value));
                incident.proofs().stream()
                        .filter(proof -> proof.array().equals(name)
                                && proof.initiator().equals(initiator)
                                && array.volumes().contains(proof.volume()))
                        .forEach(proof -> proofs.put(proof.volume(), proof));
                fences.add(new Fence(name, generation, initiator, array.volumes(), proofs));
            });
        }
        return fences;
    }

    // ---- words

    static String shortly(OutpostArn server) {
        String arn = server.value();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static String of(Trigger trigger) {
        return switch (trigger) {
            case ALARM -> "its alarm";
            case RECONCILER -> "the reconciler";
            case MANUAL, PLANNED -> "a person";
            case READINESS -> "a readiness run";
        };
    }

    private static String list(Set<VolumeName> volumes) {
        List<String> names = volumes.stream().map(VolumeName::value).sorted().toList();
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }

    /** The fences of the victim come first, and count most. */
    private static void tellFirst(Letter letter, List<Fence> fences, BiConsumer<Letter, Fence> telling) {
        fences.stream().limit(MOST_ITEMS).forEach(fence -> telling.accept(letter, fence));
        if (fences.size() > MOST_ITEMS) {
            letter.item("and " + (fences.size() - MOST_ITEMS) + " more names like that: see the execution");
        }
    }
}
