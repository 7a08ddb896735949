package io.github.outpostrecovery.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.evidence.Evidence.StorageAnswer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Every combination of planes, modes and approvals: 14 400. */
class DecisionTest {
    private static final Set<Verdict> NOTHING_FAILED = EnumSet.of(Verdict.HEALTHY, Verdict.STOPPED_ON_PURPOSE);
    private static final Set<Verdict> BY_ITSELF = EnumSet.of(Verdict.DEAD, Verdict.HUNG);

    private record Case(Evidence evidence, Mode mode, Optional<Verdict> approved) {
        Verdict verdict() {
            return Verdict.of(evidence);
        }

        boolean reachable() {
            return evidence.storageAnswered() == StorageAnswer.ANSWERED;
        }

        boolean approvedForThis() {
            return approved.equals(Optional.of(verdict()));
        }
    }

    private static void everyCase(BiConsumer<Case, Decision> check) {
        int count = 0;
        for (Evidence evidence : EveryEvidence.all()) {
            for (Mode mode : Mode.values()) {
                for (Optional<Verdict> approved : EveryEvidence.approvals()) {
                    check.accept(new Case(evidence, mode, approved), Decision.of(evidence, mode, approved));
                    count++;
                }
            }
        }
        assertThat(count).isEqualTo(720 * 2 * 10);
    }

    @Test
    void of_followsTheTable_forEveryCase() {
        everyCase((which, decision) -> {
            Verdict verdict = which.verdict();
            Decision expected;
            if (NOTHING_FAILED.contains(verdict)) {
                expected = new Decision.StandDown(verdict);
            } else if (!which.reachable()) {
                expected = new Decision.Refuse(verdict);
            } else if (which.approvedForThis()) {
                expected = new Decision.Recover(verdict);
            } else if (BY_ITSELF.contains(verdict) && which.mode() == Mode.AUTOMATIC) {
                expected = new Decision.Recover(verdict);
            } else {
                expected = new Decision.AskForApproval(verdict);
            }
            assertThat(decision).as("%s", which).isEqualTo(expected);
        });
    }

    @Test
    void of_neverRecoversOnUnknown_withoutAnApprovalOfExactlyThatClass() {
        everyCase((which, decision) -> {
            boolean unknown = which.evidence().ec2() == Ec2Plane.UNKNOWN
                    || which.evidence().server() == ServerLink.UNKNOWN
                    || which.evidence().sessions() == SessionPlane.UNKNOWN
                    || which.evidence().writes() == WritePlane.UNKNOWN;
            if (unknown && decision instanceof Decision.Recover) {
                assertThat(which.approvedForThis()).as("%s", which).isTrue();
            }
        });
    }

    @Test
    void of_neverRecovers_whenAnArrayIsUnreachable() {
        everyCase((which, decision) -> {
            if (!which.reachable()) {
                assertThat(decision).as("%s", which).isNotInstanceOf(Decision.Recover.class);
            }
        });
    }

    @Test
    void of_neverRecovers_whenNothingHasFailed_evenIfApproved() {
        everyCase((which, decision) -> {
            if (NOTHING_FAILED.contains(which.verdict())) {
                assertThat(decision).as("%s", which).isInstanceOf(Decision.StandDown.class);
            }
        });
    }

    @Test
    void of_neverRecoversByItself_inNotificationOnlyMode() {
        everyCase((which, decision) -> {
            if (which.mode() == Mode.NOTIFY && decision instanceof Decision.Recover) {
                assertThat(which.approvedForThis()).as("%s", which).isTrue();
            }
        });
    }

    @Test
    void of_neverRecoversAMachineThatShowsLife_withoutAnApproval() {
        everyCase((which, decision) -> {
            boolean life = which.evidence().writes() == WritePlane.ADVANCING
                    || which.evidence().sessions() == SessionPlane.DUPLICATE_IDENTITY
                    || which.evidence().ec2() == Ec2Plane.HEALTHY;
            if (life && decision instanceof Decision.Recover) {
                assertThat(which.approvedForThis()).as("%s", which).isTrue();
            }
        });
    }
}
