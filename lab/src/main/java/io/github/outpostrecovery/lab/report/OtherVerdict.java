package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.core.evidence.Ec2Plane;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Evidence.StorageAnswer;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.evidence.SessionPlane;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.evidence.WritePlane;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a verdict was not reached: the smallest changes of the evidence that would have led to it. They are found by asking
 * {@link Verdict#of} about every combination of planes, so they cannot differ from what the engine does.
 *
 * @param changes each one a set of planes that would all have to differ, all of the same smallest size
 */
record OtherVerdict(Verdict verdict, List<List<Difference>> changes) {
    /** One plane, what it said and what it would have had to say. */
    record Difference(String plane, String was, String needed) {
        String sentence() {
            return plane + " " + needed + " instead of " + was;
        }
    }

    /** Every verdict but the one that was reached. */
    static List<OtherVerdict> of(Evidence evidence) {
        Verdict reached = Verdict.of(evidence);
        List<Evidence> all = everyCombination();
        List<OtherVerdict> others = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            if (verdict == reached) {
                continue;
            }
            List<List<Difference>> ways = all.stream()
                    .filter(candidate -> Verdict.of(candidate) == verdict)
                    .map(candidate -> differences(evidence, candidate))
                    .toList();
            int fewest = ways.stream().mapToInt(List::size).min().orElse(0);
            others.add(new OtherVerdict(
                    verdict, ways.stream().filter(way -> way.size() == fewest).toList()));
        }
        return others;
    }

    /** One line, with at most {@code most} alternatives. */
    String sentence(int most) {
        String ways = changes.stream()
                .limit(most)
                .map(way -> way.stream().map(Difference::sentence).collect(Collectors.joining(" and ")))
                .collect(Collectors.joining("; or "));
        return changes.size() > most ? ways + "; or in " + (changes.size() - most) + " more ways" : ways;
    }

    private static List<Difference> differences(Evidence was, Evidence needed) {
        List<Difference> differences = new ArrayList<>();
        add(differences, "EC2", was.ec2(), needed.ec2());
        add(differences, "server", was.server(), needed.server());
        add(differences, "log-ins", was.sessions(), needed.sessions());
        add(differences, "writes", was.writes(), needed.writes());
        add(differences, "arrays", was.storageAnswered(), needed.storageAnswered());
        return differences;
    }

    private static void add(List<Difference> differences, String plane, Enum<?> was, Enum<?> needed) {
        if (was != needed) {
            differences.add(new Difference(plane, was.name(), needed.name()));
        }
    }

    private static List<Evidence> everyCombination() {
        List<Evidence> all = new ArrayList<>();
        for (Ec2Plane ec2 : Ec2Plane.values()) {
            for (ServerLink server : ServerLink.values()) {
                for (SessionPlane sessions : SessionPlane.values()) {
                    for (WritePlane writes : WritePlane.values()) {
                        for (StorageAnswer storage : StorageAnswer.values()) {
                            all.add(new Evidence(ec2, server, sessions, writes, storage, List.of()));
                        }
                    }
                }
            }
        }
        return all;
    }
}
