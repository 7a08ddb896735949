package io.github.outpostrecovery.core.evidence;

import static io.github.outpostrecovery.core.AdjustableClock.NOON;
import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.SessionReport.Session;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.evidence.MachineStatus.Observed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the guest of a planned move counts as stopped. What an alarm counts as dead is another table. */
class StandstillTest {
    private static Look look(Lifecycle lifecycle, boolean loggedIn) {
        Answer<SessionReport> sessions = Answer.of(
                new SessionReport(loggedIn ? List.of(new Session(VICTIM, "10.0.0.1", "192.0.2.1")) : List.of()));
        return new Look(
                NOON,
                new Observed(lifecycle, Check.INSUFFICIENT_DATA, Check.INSUFFICIENT_DATA),
                ServerLink.CONNECTED,
                List.of(new ArrayLook(
                        ARRAY_1,
                        VICTIM,
                        Answer.of(new AccessReport(Set.of(BOOT), List.of())),
                        sessions,
                        new Answer.NotOffered<>())));
    }

    private static final Look STOPPED = look(Lifecycle.STOPPED, false);
    private static final Look STOPPING = look(Lifecycle.STOPPING, false);

    private static Standstill of(Ec2Plane ec2, SessionPlane sessions, WritePlane writes) {
        return of(ec2, ServerLink.CONNECTED, sessions, writes);
    }

    private static Standstill of(Ec2Plane ec2, ServerLink link, SessionPlane sessions, WritePlane writes) {
        return Standstill.of(
                new Evidence(ec2, link, sessions, writes, Evidence.StorageAnswer.ANSWERED, List.of()),
                STOPPED,
                STOPPED);
    }

    /** Every combination there is: who is logged in, writes, or is not known to be silent is never taken for stopped. */
    @Test
    void life_isNeverStopped_norIsWhatIsNotKnown() {
        EveryEvidence.all().forEach(evidence -> {
            Standstill standstill = Standstill.of(evidence, STOPPED, STOPPED);
            boolean silent =
                    evidence.sessions() == SessionPlane.GONE || evidence.sessions() == SessionPlane.NOT_OFFERED;
            boolean flat = evidence.writes() == WritePlane.FLAT || evidence.writes() == WritePlane.NOT_OFFERED;
            boolean gone = evidence.ec2() == Ec2Plane.STOPPED || Verdict.of(evidence) == Verdict.DEAD;
            boolean answered = evidence.storageAnswered() == Evidence.StorageAnswer.ANSWERED;
            assertThat(standstill instanceof Standstill.Stopped)
                    .as(evidence.toString())
                    .isEqualTo(silent && flat && gone && answered);
        });
    }

    @Test
    void loggedOutAndStopped_isStopped() {
        assertThat(of(Ec2Plane.STOPPED, SessionPlane.GONE, WritePlane.FLAT))
                .isEqualTo(new Standstill.Stopped(Verdict.STOPPED_ON_PURPOSE));
    }

    @Test
    void machineThatDiesMeanwhile_isStopped() {
        assertThat(of(Ec2Plane.MISSING, ServerLink.DISCONNECTED, SessionPlane.GONE, WritePlane.FLAT))
                .isEqualTo(new Standstill.Stopped(Verdict.DEAD));
    }

    @ParameterizedTest
    @EnumSource(Ec2Plane.class)
    void loggedIn_isStillUp_whateverEc2Says(Ec2Plane ec2) {
        assertThat(of(ec2, SessionPlane.LOGGED_IN, WritePlane.FLAT)).isInstanceOf(Standstill.StillUp.class);
    }

    @ParameterizedTest
    @EnumSource(Ec2Plane.class)
    void writing_isStillUp_whateverEc2Says(Ec2Plane ec2) {
        assertThat(of(ec2, SessionPlane.GONE, WritePlane.ADVANCING)).isInstanceOf(Standstill.StillUp.class);
    }

    @Test
    void goneInOneLookOnly_isStillUp() {
        Evidence evidence = new Evidence(
                Ec2Plane.STOPPED,
                ServerLink.CONNECTED,
                SessionPlane.GONE,
                WritePlane.FLAT,
                Evidence.StorageAnswer.ANSWERED,
                List.of());
        assertThat(Standstill.of(evidence, look(Lifecycle.STOPPED, true), STOPPED))
                .isInstanceOf(Standstill.StillUp.class);
    }

    /** Where no array lists log-ins, a machine that is only stopping may be between two writes. */
    @Test
    void stopping_isNotStopped_whereLogInsAreNotListed() {
        Evidence evidence = new Evidence(
                Ec2Plane.STOPPED,
                ServerLink.CONNECTED,
                SessionPlane.NOT_OFFERED,
                WritePlane.FLAT,
                Evidence.StorageAnswer.ANSWERED,
                List.of());
        assertThat(Standstill.of(evidence, STOPPING, STOPPED)).isInstanceOf(Standstill.StillUp.class);
        assertThat(Standstill.of(evidence, STOPPED, STOPPING)).isInstanceOf(Standstill.StillUp.class);
        assertThat(Standstill.of(evidence, STOPPED, STOPPED)).isInstanceOf(Standstill.Stopped.class);
    }
}
