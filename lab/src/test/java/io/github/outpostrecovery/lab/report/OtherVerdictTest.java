package io.github.outpostrecovery.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.evidence.Ec2Plane;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Evidence.StorageAnswer;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.evidence.SessionPlane;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.evidence.WritePlane;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherVerdictTest {
    private static final Evidence DEAD = new Evidence(
            Ec2Plane.MACHINE_FAILED,
            ServerLink.CONNECTED,
            SessionPlane.GONE,
            WritePlane.FLAT,
            StorageAnswer.ANSWERED,
            List.of());

    @Test
    void of_whenDead_saysWhatEachOtherVerdictWouldHaveTaken() {
        List<OtherVerdict> others = OtherVerdict.of(DEAD);

        assertThat(others)
                .extracting(OtherVerdict::verdict)
                .hasSize(Verdict.values().length - 1)
                .doesNotContain(Verdict.DEAD);
        assertThat(sentence(others, Verdict.HUNG)).isEqualTo("log-ins LOGGED_IN instead of GONE");
        assertThat(sentence(others, Verdict.ISOLATED_ALIVE)).isEqualTo("writes ADVANCING instead of FLAT");
        assertThat(sentence(others, Verdict.STORAGE_LOSS)).isEqualTo("EC2 HEALTHY instead of MACHINE_FAILED");
        assertThat(sentence(others, Verdict.BLIND)).endsWith("; or in 3 more ways");
    }

    @Test
    void of_whateverIsNamed_wouldIndeedHaveLedThere() {
        for (OtherVerdict other : OtherVerdict.of(DEAD)) {
            assertThat(other.changes())
                    .isNotEmpty()
                    .allSatisfy(change -> assertThat(Verdict.of(apply(change))).isEqualTo(other.verdict()));
        }
    }

    private static String sentence(List<OtherVerdict> others, Verdict verdict) {
        return others.stream()
                .filter(other -> other.verdict() == verdict)
                .findFirst()
                .orElseThrow()
                .sentence(3);
    }

    private static Evidence apply(List<OtherVerdict.Difference> change) {
        Evidence changed = DEAD;
        for (OtherVerdict.Difference difference : change) {
            String needed = difference.needed();
            changed = switch (difference.plane()) {
                case "EC2" ->
                    new Evidence(
                            Ec2Plane.valueOf(needed),
                            changed.server(),
                            changed.sessions(),
                            changed.writes(),
                            changed.storageAnswered(),
                            List.of());
                case "server" ->
                    new Evidence(
                            changed.ec2(),
                            ServerLink.valueOf(needed),
                            changed.sessions(),
                            changed.writes(),
                            changed.storageAnswered(),
                            List.of());
                case "log-ins" ->
                    new Evidence(
                            changed.ec2(),
                            changed.server(),
                            SessionPlane.valueOf(needed),
                            changed.writes(),
                            changed.storageAnswered(),
                            List.of());
                case "writes" ->
                    new Evidence(
                            changed.ec2(),
                            changed.server(),
                            changed.sessions(),
                            WritePlane.valueOf(needed),
                            changed.storageAnswered(),
                            List.of());
                default ->
                    new Evidence(
                            changed.ec2(),
                            changed.server(),
                            changed.sessions(),
                            changed.writes(),
                            StorageAnswer.valueOf(needed),
                            List.of());
            };
        }
        return changed;
    }
}
