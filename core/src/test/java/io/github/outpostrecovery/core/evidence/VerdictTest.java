package io.github.outpostrecovery.core.evidence;

import static io.github.outpostrecovery.core.evidence.Ec2Plane.GUEST_FAILED;
import static io.github.outpostrecovery.core.evidence.Ec2Plane.HEALTHY;
import static io.github.outpostrecovery.core.evidence.Ec2Plane.MACHINE_FAILED;
import static io.github.outpostrecovery.core.evidence.Ec2Plane.MISSING;
import static io.github.outpostrecovery.core.evidence.Ec2Plane.STOPPED;
import static io.github.outpostrecovery.core.evidence.Evidence.StorageAnswer.ANSWERED;
import static io.github.outpostrecovery.core.evidence.Evidence.StorageAnswer.UNREACHABLE;
import static io.github.outpostrecovery.core.evidence.ServerLink.CONNECTED;
import static io.github.outpostrecovery.core.evidence.ServerLink.DISCONNECTED;
import static io.github.outpostrecovery.core.evidence.SessionPlane.DUPLICATE_IDENTITY;
import static io.github.outpostrecovery.core.evidence.SessionPlane.GONE;
import static io.github.outpostrecovery.core.evidence.SessionPlane.LOGGED_IN;
import static io.github.outpostrecovery.core.evidence.WritePlane.ADVANCING;
import static io.github.outpostrecovery.core.evidence.WritePlane.FLAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The verdict held against rules that are written here from the safety requirements, not from the code. Each rule is one
 * sentence; every combination of planes has to be covered by exactly one verdict's sentences.
 */
class VerdictTest {
    private record Rule(String sentence, Verdict verdict, Predicate<Evidence> when) {}

    private static boolean writing(Evidence evidence) {
        return evidence.writes() == ADVANCING;
    }

    private static boolean twins(Evidence evidence) {
        return evidence.sessions() == DUPLICATE_IDENTITY;
    }

    /** Something that the verdict needs was asked and not answered. */
    private static boolean blind(Evidence evidence) {
        return evidence.writes() == WritePlane.UNKNOWN
                || evidence.sessions() == SessionPlane.UNKNOWN
                || evidence.storageAnswered() == UNREACHABLE
                || evidence.ec2() == Ec2Plane.UNKNOWN;
    }

    private static boolean seen(Evidence evidence) {
        return !twins(evidence) && !writing(evidence) && !blind(evidence);
    }

    private static boolean checkFails(Evidence evidence) {
        return evidence.ec2() == GUEST_FAILED || evidence.ec2() == MACHINE_FAILED;
    }

    private static boolean disconnected(Evidence evidence) {
        return evidence.server() == DISCONNECTED;
    }

    private static boolean connected(Evidence evidence) {
        return evidence.server() == CONNECTED;
    }

    private static final List<Rule> RULES = List.of(
            new Rule("one name from two addresses", Verdict.DUPLICATE_IDENTITY, VerdictTest::twins),
            new Rule(
                    "it writes behind a lost service link",
                    Verdict.LINK_LOSS,
                    evidence -> !twins(evidence) && writing(evidence) && disconnected(evidence)),
            new Rule(
                    "EC2 finds it well and it writes",
                    Verdict.HEALTHY,
                    evidence -> !twins(evidence)
                            && writing(evidence)
                            && !disconnected(evidence)
                            && evidence.ec2() == HEALTHY),
            new Rule(
                    "EC2 does not find it well and it writes",
                    Verdict.ISOLATED_ALIVE,
                    evidence -> !twins(evidence)
                            && writing(evidence)
                            && !disconnected(evidence)
                            && evidence.ec2() != HEALTHY),
            new Rule(
                    "something did not answer, and nothing shows life",
                    Verdict.BLIND,
                    evidence -> !twins(evidence) && !writing(evidence) && blind(evidence)),
            new Rule(
                    "a person stopped it",
                    Verdict.STOPPED_ON_PURPOSE,
                    evidence -> seen(evidence) && evidence.ec2() == STOPPED),
            new Rule(
                    "EC2 finds it well, the array has lost it",
                    Verdict.STORAGE_LOSS,
                    evidence -> seen(evidence) && evidence.ec2() == HEALTHY && evidence.sessions() == GONE),
            new Rule(
                    "EC2 found it well before the link was lost",
                    Verdict.LINK_LOSS,
                    evidence -> seen(evidence)
                            && evidence.ec2() == HEALTHY
                            && evidence.sessions() != GONE
                            && disconnected(evidence)),
            new Rule(
                    "EC2 finds it well",
                    Verdict.HEALTHY,
                    evidence -> seen(evidence)
                            && evidence.ec2() == HEALTHY
                            && evidence.sessions() != GONE
                            && !disconnected(evidence)),
            new Rule(
                    "server disconnected, sessions gone, nothing written",
                    Verdict.DEAD,
                    evidence -> seen(evidence)
                            && (checkFails(evidence) || evidence.ec2() == MISSING)
                            && disconnected(evidence)
                            && evidence.sessions() == GONE),
            new Rule(
                    "server disconnected, and the array cannot show that it has gone",
                    Verdict.LINK_LOSS,
                    evidence -> seen(evidence)
                            && (checkFails(evidence) || evidence.ec2() == MISSING)
                            && disconnected(evidence)
                            && evidence.sessions() != GONE),
            new Rule(
                    "no data, and the server is not known to be disconnected",
                    Verdict.BLIND,
                    evidence -> seen(evidence) && evidence.ec2() == MISSING && !disconnected(evidence)),
            new Rule(
                    "a check fails, and what became of the server is unknown",
                    Verdict.BLIND,
                    evidence -> seen(evidence) && checkFails(evidence) && evidence.server() == ServerLink.UNKNOWN),
            new Rule(
                    "a check fails on a connected server, sessions gone, nothing written",
                    Verdict.DEAD,
                    evidence -> seen(evidence)
                            && checkFails(evidence)
                            && connected(evidence)
                            && evidence.sessions() == GONE),
            new Rule(
                    "a check fails on a connected server, no view of sessions, counters stand still",
                    Verdict.DEAD,
                    evidence -> seen(evidence)
                            && checkFails(evidence)
                            && connected(evidence)
                            && evidence.sessions() == SessionPlane.NOT_OFFERED
                            && evidence.writes() == FLAT),
            new Rule(
                    "a check fails on a connected server, the session is up, counters stand still",
                    Verdict.HUNG,
                    evidence -> seen(evidence)
                            && checkFails(evidence)
                            && connected(evidence)
                            && evidence.sessions() == LOGGED_IN
                            && evidence.writes() == FLAT),
            new Rule(
                    "a check fails on a connected server, the session is up, and nothing counts writes",
                    Verdict.ISOLATED_ALIVE,
                    evidence -> seen(evidence)
                            && checkFails(evidence)
                            && connected(evidence)
                            && evidence.sessions() == LOGGED_IN
                            && evidence.writes() == WritePlane.NOT_OFFERED),
            new Rule(
                    "a check fails on a connected server, and the array shows nothing",
                    Verdict.BLIND,
                    evidence -> seen(evidence)
                            && checkFails(evidence)
                            && connected(evidence)
                            && evidence.sessions() == SessionPlane.NOT_OFFERED
                            && evidence.writes() == WritePlane.NOT_OFFERED));

    @Test
    void rules_coverEachCombinationExactlyOnce() {
        assertThat(EveryEvidence.all())
                .hasSize(6 * 3 * 5 * 4 * 2)
                .allSatisfy(evidence -> assertThat(RULES.stream()
                                .filter(rule -> rule.when().test(evidence))
                                .map(Rule::sentence)
                                .toList())
                        .hasSize(1));
    }

    @Test
    void of_followsTheRules_forEveryCombination() {
        assertThat(EveryEvidence.all())
                .allSatisfy(evidence -> assertThat(Verdict.of(evidence))
                        .as("%s", evidence)
                        .isEqualTo(RULES.stream()
                                .filter(rule -> rule.when().test(evidence))
                                .findFirst()
                                .orElseThrow()
                                .verdict()));
    }

    /** The verdicts on which the engine acts by itself have no other origin than these. */
    @Test
    void of_isDeadOrHung_onlyWhenEveryPlaneThatIsOfferedIsSilent() {
        assertThat(EveryEvidence.all())
                .filteredOn(evidence -> Verdict.of(evidence) == Verdict.DEAD || Verdict.of(evidence) == Verdict.HUNG)
                .isNotEmpty()
                .allSatisfy(evidence -> {
                    assertThat(evidence.ec2()).isIn(GUEST_FAILED, MACHINE_FAILED, MISSING);
                    assertThat(evidence.server()).isIn(CONNECTED, DISCONNECTED);
                    assertThat(evidence.sessions()).isIn(GONE, LOGGED_IN, SessionPlane.NOT_OFFERED);
                    assertThat(evidence.writes()).isIn(FLAT, WritePlane.NOT_OFFERED);
                    assertThat(evidence.storageAnswered()).isEqualTo(ANSWERED);
                    assertThat(evidence.sessions() == GONE || evidence.writes() == FLAT)
                            .as("one plane has seen it silent")
                            .isTrue();
                });
    }

    @Test
    void of_neverCallsAWritingMachineDeadHungOrStopped() {
        assertThat(EveryEvidence.all())
                .filteredOn(VerdictTest::writing)
                .extracting(Verdict::of)
                .doesNotContain(
                        Verdict.DEAD, Verdict.HUNG, Verdict.STOPPED_ON_PURPOSE, Verdict.STORAGE_LOSS, Verdict.BLIND);
    }

    @Test
    void hash_differs_whenAPlaneDiffers() {
        List<Evidence> answered = EveryEvidence.all().stream()
                .filter(evidence -> evidence.storageAnswered() == ANSWERED)
                .toList();
        assertThat(answered).extracting(evidence -> evidence.hash("web-01#1")).doesNotHaveDuplicates();
        assertThat(answered.getFirst().hash("web-01#1"))
                .matches("[0-9a-f]{16}")
                .isNotEqualTo(answered.getFirst().hash("web-01#2"));
    }

    @Test
    void hash_isTheSame_whateverTheRemarks() {
        Evidence bare = new Evidence(MISSING, CONNECTED, GONE, FLAT, ANSWERED, List.of());
        Evidence remarked = new Evidence(MISSING, CONNECTED, GONE, FLAT, ANSWERED, List.of("array-1 was slow"));
        assertThat(remarked.hash("web-01#1")).isEqualTo(bare.hash("web-01#1"));
    }
}
