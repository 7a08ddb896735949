package io.github.outpostrecovery.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.ActivityReport.Total;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.SessionReport.Session;
import io.github.outpostrecovery.core.evidence.Evidence.StorageAnswer;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.evidence.MachineStatus.Observed;
import io.github.outpostrecovery.core.evidence.MachineStatus.Unobserved;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AssessmentTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Initiator VICTIM = Initiator.parse("iqn.2006-03.com.amazon.aws:web-01");
    private static final Initiator OTHER = Initiator.parse("iqn.2006-03.com.amazon.aws:db-01");
    private static final ArrayName ONE = new ArrayName("array-1");
    private static final ArrayName TWO = new ArrayName("array-2");
    private static final VolumeName BOOT = new VolumeName("boot");
    private static final VolumeName DATA = new VolumeName("data");
    private static final ArrayFailure TIMED_OUT = new ArrayFailure(ArrayFailure.Kind.UNREACHABLE, "", "timed out");
    private static final MachineStatus SICK = observed(Check.FAILED, Check.FAILED);

    private static MachineStatus observed(Check system, Check instance) {
        return new Observed(Lifecycle.RUNNING, system, instance);
    }

    /** What one array says, as a test wants it. */
    private record Says(
            ArrayName array,
            Answer<AccessReport> access,
            Answer<SessionReport> sessions,
            Answer<ActivityReport> activity) {
        static Says silence(ArrayName array) {
            return new Says(array, accessOf(VICTIM), sessionsFrom(), counters(NOON, 10, 20));
        }

        Says access(Answer<AccessReport> changed) {
            return new Says(array, changed, sessions, activity);
        }

        Says sessions(Answer<SessionReport> changed) {
            return new Says(array, access, changed, activity);
        }

        Says activity(Answer<ActivityReport> changed) {
            return new Says(array, access, sessions, changed);
        }

        ArrayLook look() {
            return new ArrayLook(array, VICTIM, access, sessions, activity);
        }
    }

    private static Answer<AccessReport> accessOf(Initiator... initiators) {
        List<AccessPath> paths = new ArrayList<>();
        for (Initiator initiator : initiators) {
            paths.add(new AccessPath(BOOT, new LunId(0), initiator, new AccessObject("1", "host")));
            paths.add(new AccessPath(DATA, new LunId(1), initiator, new AccessObject("1", "host")));
        }
        return Answer.of(new AccessReport(Set.of(BOOT, DATA), paths));
    }

    private static Answer<SessionReport> sessionsFrom(String... sources) {
        List<Session> sessions = new ArrayList<>();
        for (String source : sources) {
            sessions.add(new Session(VICTIM, source, "192.0.2.1"));
            sessions.add(new Session(VICTIM, source, "192.0.2.2"));
        }
        return Answer.of(new SessionReport(sessions));
    }

    private static Answer<ActivityReport> counters(Instant takenAt, long boot, long data) {
        return Answer.of(new ActivityReport(Map.of(BOOT, new Total(takenAt, boot), DATA, new Total(takenAt, data))));
    }

    private static Look look(MachineStatus machine, ServerLink server, Says... arrays) {
        return new Look(
                NOON, machine, server, List.of(arrays).stream().map(Says::look).toList());
    }

    private static Look look(Says... arrays) {
        return look(SICK, ServerLink.CONNECTED, arrays);
    }

    private static final Says BEFORE = Says.silence(ONE);
    private static final Says AFTER = Says.silence(ONE).activity(counters(NOON.plusSeconds(20), 10, 20));

    @Test
    void of_isSilentOnEveryPlane_whenTwoLooksSeeNothing() {
        assertThat(Assessment.of(look(BEFORE), look(AFTER)))
                .isEqualTo(new Evidence(
                        Ec2Plane.MACHINE_FAILED,
                        ServerLink.CONNECTED,
                        SessionPlane.GONE,
                        WritePlane.FLAT,
                        StorageAnswer.ANSWERED,
                        List.of()));
    }

    // ---- EC2

    @ParameterizedTest
    @CsvSource({
        // system before, instance before, system now, instance now, expected
        "FAILED, FAILED, FAILED, FAILED, MACHINE_FAILED",
        "FAILED, PASSED, FAILED, PASSED, MACHINE_FAILED",
        "PASSED, FAILED, PASSED, FAILED, GUEST_FAILED",
        "FAILED, FAILED, PASSED, FAILED, GUEST_FAILED",
        "FAILED, FAILED, PASSED, PASSED, HEALTHY",
        "PASSED, PASSED, FAILED, FAILED, MISSING",
        "PASSED, PASSED, PASSED, FAILED, MISSING",
        "PASSED, FAILED, FAILED, FAILED, MISSING",
        "INSUFFICIENT_DATA, INSUFFICIENT_DATA, INSUFFICIENT_DATA, INSUFFICIENT_DATA, MISSING",
        "INSUFFICIENT_DATA, INSUFFICIENT_DATA, FAILED, FAILED, MISSING",
        "FAILED, FAILED, INSUFFICIENT_DATA, INSUFFICIENT_DATA, MISSING",
        "INITIALIZING, INITIALIZING, INITIALIZING, INITIALIZING, MISSING",
        "PASSED, FAILED, INSUFFICIENT_DATA, FAILED, MISSING",
        "PASSED, PASSED, PASSED, PASSED, HEALTHY",
    })
    void ec2_takesAFailureOnlyFromTwoLooks(
            Check system1, Check instance1, Check system2, Check instance2, Ec2Plane expected) {
        Evidence evidence = Assessment.of(
                look(observed(system1, instance1), ServerLink.CONNECTED, BEFORE),
                look(observed(system2, instance2), ServerLink.CONNECTED, AFTER));
        assertThat(evidence.ec2()).isEqualTo(expected);
    }

    @Test
    void ec2_isUnknown_whenEitherLookWasNotAnswered() {
        MachineStatus none = new Unobserved("throttled");
        assertThat(Assessment.of(look(none, ServerLink.CONNECTED, BEFORE), look(AFTER))
                        .ec2())
                .isEqualTo(Ec2Plane.UNKNOWN);
        assertThat(Assessment.of(look(BEFORE), look(none, ServerLink.CONNECTED, AFTER))
                        .ec2())
                .isEqualTo(Ec2Plane.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Lifecycle.class,
            names = {"PENDING", "RUNNING"},
            mode = EnumSource.Mode.EXCLUDE)
    void ec2_isStopped_whenSomebodyStoppedOrTerminatedIt(Lifecycle lifecycle) {
        MachineStatus stopped = new Observed(lifecycle, Check.INSUFFICIENT_DATA, Check.INSUFFICIENT_DATA);
        assertThat(Assessment.of(look(BEFORE), look(stopped, ServerLink.CONNECTED, AFTER))
                        .ec2())
                .isEqualTo(Ec2Plane.STOPPED);
    }

    @Test
    void server_isThatOfTheLaterLook() {
        Evidence evidence =
                Assessment.of(look(SICK, ServerLink.DISCONNECTED, BEFORE), look(SICK, ServerLink.UNKNOWN, AFTER));
        assertThat(evidence.server()).isEqualTo(ServerLink.UNKNOWN);
    }

    // ---- log-ins

    @Test
    void sessions_areADuplicateIdentity_whenOneNameComesFromTwoAddresses() {
        Evidence evidence = Assessment.of(look(BEFORE), look(AFTER.sessions(sessionsFrom("10.0.0.1", "10.0.0.2"))));
        assertThat(evidence.sessions()).isEqualTo(SessionPlane.DUPLICATE_IDENTITY);
        assertThat(evidence.remarks()).singleElement().asString().contains("10.0.0.1", "10.0.0.2");
    }

    @Test
    void sessions_areLoggedIn_whenOneAddressUsesSeveralPortals() {
        assertThat(Assessment.of(look(BEFORE), look(AFTER.sessions(sessionsFrom("10.0.0.1"))))
                        .sessions())
                .isEqualTo(SessionPlane.LOGGED_IN);
    }

    @Test
    void sessions_areGone_whenOnlyOthersAreLoggedIn() {
        Answer<SessionReport> others =
                Answer.of(new SessionReport(List.of(new Session(OTHER, "10.0.0.9", "192.0.2.1"))));
        assertThat(Assessment.of(look(BEFORE), look(AFTER.sessions(others))).sessions())
                .isEqualTo(SessionPlane.GONE);
    }

    @Test
    void sessions_areUnknown_whenNotAnswered() {
        Evidence evidence = Assessment.of(look(BEFORE), look(AFTER.sessions(Answer.unanswered(TIMED_OUT))));
        assertThat(evidence.sessions()).isEqualTo(SessionPlane.UNKNOWN);
        assertThat(evidence.remarks()).singleElement().asString().contains("array-1", "timed out");
    }

    @Test
    void sessions_areThoseOfTheLaterLook() {
        assertThat(Assessment.of(look(BEFORE.sessions(sessionsFrom("10.0.0.1"))), look(AFTER))
                        .sessions())
                .isEqualTo(SessionPlane.GONE);
        assertThat(Assessment.of(look(BEFORE), look(AFTER.sessions(sessionsFrom("10.0.0.1"))))
                        .sessions())
                .isEqualTo(SessionPlane.LOGGED_IN);
    }

    // ---- writes

    @Test
    void writes_areAdvancing_whenOneOfTheVolumesWasWrittenTo() {
        Says wrote = AFTER.activity(counters(NOON.plusSeconds(20), 10, 21));
        assertThat(Assessment.of(look(BEFORE), look(wrote)).writes()).isEqualTo(WritePlane.ADVANCING);
    }

    @Test
    void writes_areAdvancing_whenACounterWentBack_sinceSomethingCounted() {
        Says reset = AFTER.activity(counters(NOON.plusSeconds(20), 0, 20));
        assertThat(Assessment.of(look(BEFORE), look(reset)).writes()).isEqualTo(WritePlane.ADVANCING);
    }

    @Test
    void writes_areUnknown_whenTheSampleIsTheSameAsBefore() {
        Evidence evidence = Assessment.of(look(BEFORE), look(BEFORE));
        assertThat(evidence.writes()).isEqualTo(WritePlane.UNKNOWN);
        assertThat(evidence.remarks()).isNotEmpty();
    }

    @Test
    void writes_areUnknown_whenTheSampleIsOlderThanTheOneBefore() {
        Says older = AFTER.activity(counters(NOON.minusSeconds(1), 10, 20));
        assertThat(Assessment.of(look(BEFORE), look(older)).writes()).isEqualTo(WritePlane.UNKNOWN);
    }

    @Test
    void writes_areUnknown_whenOneVolumeHasNoNewerSample() {
        Answer<ActivityReport> half = Answer.of(
                new ActivityReport(Map.of(BOOT, new Total(NOON.plusSeconds(20), 10), DATA, new Total(NOON, 20))));
        assertThat(Assessment.of(look(BEFORE), look(AFTER.activity(half))).writes())
                .isEqualTo(WritePlane.UNKNOWN);
    }

    @Test
    void writes_areUnknown_whenAVolumeHasNoSampleAtAll() {
        Answer<ActivityReport> bootOnly =
                Answer.of(new ActivityReport(Map.of(BOOT, new Total(NOON.plusSeconds(20), 10))));
        Answer<ActivityReport> nothing = Answer.of(new ActivityReport(Map.of()));
        assertThat(Assessment.of(look(BEFORE), look(AFTER.activity(bootOnly))).writes())
                .as("missing later")
                .isEqualTo(WritePlane.UNKNOWN);
        assertThat(Assessment.of(look(BEFORE.activity(bootOnly)), look(AFTER)).writes())
                .as("missing earlier")
                .isEqualTo(WritePlane.UNKNOWN);
        assertThat(Assessment.of(look(BEFORE.activity(nothing)), look(AFTER.activity(nothing)))
                        .writes())
                .as("an empty answer says nothing")
                .isEqualTo(WritePlane.UNKNOWN);
        Says unread = AFTER.access(Answer.unanswered(TIMED_OUT)).activity(nothing);
        assertThat(Assessment.of(look(BEFORE.activity(nothing)), look(unread)).writes())
                .as("nor does it where the volumes are not known")
                .isEqualTo(WritePlane.UNKNOWN);
    }

    @Test
    void writes_areAdvancing_whenOneVolumeWasWrittenTo_evenIfAnotherHasNoNewerSample() {
        Answer<ActivityReport> half = Answer.of(
                new ActivityReport(Map.of(BOOT, new Total(NOON, 10), DATA, new Total(NOON.plusSeconds(20), 21))));
        assertThat(Assessment.of(look(BEFORE), look(AFTER.activity(half))).writes())
                .isEqualTo(WritePlane.ADVANCING);
    }

    @Test
    void writes_areUnknown_whenEitherLookWasNotAnswered() {
        Answer<ActivityReport> none = Answer.unanswered(TIMED_OUT);
        assertThat(Assessment.of(look(BEFORE.activity(none)), look(AFTER)).writes())
                .isEqualTo(WritePlane.UNKNOWN);
        assertThat(Assessment.of(look(BEFORE), look(AFTER.activity(none))).writes())
                .isEqualTo(WritePlane.UNKNOWN);
    }

    @Test
    void writes_compareTheArraysOwnTimes_howeverFarItsClockIsOff() {
        for (Duration skew : List.of(Duration.ofDays(-400), Duration.ofHours(-1), Duration.ofHours(1))) {
            Says then = BEFORE.activity(counters(NOON.plus(skew), 10, 20));
            Says now = AFTER.activity(counters(NOON.plus(skew).plusSeconds(20), 10, 20));
            assertThat(Assessment.of(look(then), look(now)).writes()).isEqualTo(WritePlane.FLAT);
            assertThat(Assessment.of(look(then), look(then)).writes()).isEqualTo(WritePlane.UNKNOWN);
        }
    }

    @Test
    void writes_areNotOffered_whenOthersReachTheVolumesToo() {
        Says shared = AFTER.access(accessOf(VICTIM, OTHER)).activity(counters(NOON.plusSeconds(20), 10, 99));
        Evidence evidence = Assessment.of(look(BEFORE), look(shared));
        assertThat(evidence.writes()).as("not alive by volume").isEqualTo(WritePlane.NOT_OFFERED);
        assertThat(evidence.remarks()).singleElement().asString().contains("1 other initiators");
    }

    @Test
    void writes_areNotOffered_whenTheArrayCountsNone() {
        assertThat(Assessment.of(look(BEFORE), look(AFTER.activity(new Answer.NotOffered<>())))
                        .writes())
                .isEqualTo(WritePlane.NOT_OFFERED);
    }

    // ---- storage

    @Test
    void storage_isUnreachable_whenOneArrayDoesNotSayWhoReachesItsVolumes() {
        Evidence evidence = Assessment.of(look(BEFORE), look(AFTER.access(Answer.unanswered(TIMED_OUT))));
        assertThat(evidence.storageAnswered()).isEqualTo(StorageAnswer.UNREACHABLE);
        assertThat(evidence.remarks())
                .as("the operator is told which")
                .anySatisfy(remark -> assertThat(remark).contains("array-1", "timed out"));
    }

    // ---- two arrays

    private static final Says QUIET_BEFORE = Says.silence(TWO);
    private static final Says QUIET_AFTER = Says.silence(TWO).activity(counters(NOON.plusSeconds(20), 10, 20));

    /** Assesses with the two arrays in either order: it must not matter. */
    private static Evidence ofTwo(Says before, Says after) {
        Evidence oneWay = Assessment.of(look(before, QUIET_BEFORE), look(after, QUIET_AFTER));
        Evidence otherWay = Assessment.of(look(QUIET_BEFORE, before), look(QUIET_AFTER, after));
        Evidence mixed = Assessment.of(look(before, QUIET_BEFORE), look(QUIET_AFTER, after));
        assertThat(List.of(otherWay.hash("i"), mixed.hash("i"))).containsOnly(oneWay.hash("i"));
        assertThat(otherWay.storageAnswered()).isEqualTo(oneWay.storageAnswered());
        return oneWay;
    }

    @Test
    void twoArrays_showLife_whenOneOfThemDoes() {
        assertThat(ofTwo(BEFORE, AFTER).writes()).isEqualTo(WritePlane.FLAT);
        assertThat(ofTwo(BEFORE, AFTER.activity(counters(NOON.plusSeconds(20), 11, 20)))
                        .writes())
                .isEqualTo(WritePlane.ADVANCING);
        assertThat(ofTwo(BEFORE, AFTER.sessions(sessionsFrom("10.0.0.1"))).sessions())
                .isEqualTo(SessionPlane.LOGGED_IN);
        assertThat(ofTwo(BEFORE, AFTER.sessions(sessionsFrom("10.0.0.1", "10.0.0.2")))
                        .sessions())
                .isEqualTo(SessionPlane.DUPLICATE_IDENTITY);
    }

    @Test
    void twoArrays_areUnknown_whenOneOfThemIs() {
        assertThat(ofTwo(BEFORE, AFTER.activity(Answer.unanswered(TIMED_OUT))).writes())
                .isEqualTo(WritePlane.UNKNOWN);
        assertThat(ofTwo(BEFORE, AFTER.sessions(Answer.unanswered(TIMED_OUT))).sessions())
                .isEqualTo(SessionPlane.UNKNOWN);
        assertThat(ofTwo(BEFORE, AFTER.access(Answer.unanswered(TIMED_OUT))).storageAnswered())
                .isEqualTo(StorageAnswer.UNREACHABLE);
    }

    /** What one array has seen go may be alive on the other. */
    @Test
    void twoArrays_showNoDeath_whenOneOfThemCannot() {
        Evidence evidence =
                ofTwo(BEFORE, AFTER.sessions(new Answer.NotOffered<>()).activity(new Answer.NotOffered<>()));
        assertThat(evidence.sessions()).isEqualTo(SessionPlane.NOT_OFFERED);
        assertThat(evidence.writes()).isEqualTo(WritePlane.NOT_OFFERED);
    }

    private static Answer<ActivityReport> measured(Instant takenAt, Instant quietSince, Optional<Instant> busyUntil) {
        ActivityReport.Sample sample = new ActivityReport.Measured(takenAt, quietSince, busyUntil);
        return Answer.of(new ActivityReport(Map.of(BOOT, sample, DATA, sample)));
    }

    private static WritePlane ofMeasured(Instant quietSince, Optional<Instant> busyUntil) {
        return Assessment.of(
                        look(BEFORE.activity(measured(NOON, NOON.minusSeconds(60), Optional.empty()))),
                        look(AFTER.activity(measured(NOON.plusSeconds(20), quietSince, busyUntil))))
                .writes();
    }

    @Test
    void writes_areFlat_whenEveryMeasuredIntervalSinceTheEarlierSampleIsQuiet() {
        assertThat(ofMeasured(NOON, Optional.of(NOON))).isEqualTo(WritePlane.FLAT);
        assertThat(ofMeasured(NOON.minusSeconds(40), Optional.empty())).isEqualTo(WritePlane.FLAT);
    }

    @Test
    void writes_areAdvancing_whenAnIntervalSinceTheEarlierSampleWasBusy() {
        assertThat(ofMeasured(NOON.plusSeconds(10), Optional.of(NOON.plusSeconds(10))))
                .isEqualTo(WritePlane.ADVANCING);
    }

    @Test
    void writes_areUnknown_whenAnIntervalSinceTheEarlierSampleIsMissing() {
        assertThat(ofMeasured(NOON.plusSeconds(10), Optional.empty())).isEqualTo(WritePlane.UNKNOWN);
    }
}
