package io.github.outpostrecovery.core.evidence;

import io.github.outpostrecovery.core.evidence.Evidence.StorageAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every combination of planes, and every approval that there can be. */
public final class EveryEvidence {
    private EveryEvidence() {}

    public static List<Evidence> all() {
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

    static List<Optional<Verdict>> approvals() {
        List<Optional<Verdict>> approvals = new ArrayList<>();
        approvals.add(Optional.empty());
        for (Verdict verdict : Verdict.values()) {
            approvals.add(Optional.of(verdict));
        }
        return approvals;
    }
}
