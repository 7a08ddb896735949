package io.github.outpostrecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.PathActivityReport;
import io.github.outpostrecovery.core.array.PortalReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.fence.FenceResult;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.rest.RestServer;
import io.github.outpostrecovery.storage.rest.HttpTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every array has to show of who is there, as its capabilities promise. */
class AttachmentContractTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    static List<Cell> possible() {
        return Cell.possible();
    }

    static List<Cell> simplest() {
        return Cell.simplest();
    }

    /** Where the array sees a machine, by the means that it has. */
    private static Set<String> seenOn(ArrayUnderTest array, Initiator name) {
        try (StorageArray opened = array.open()) {
            return switch (opened.capabilities().sessions()) {
                case INDEPENDENT, DELAYED, WHILE_MAPPED -> {
                    SessionReport report = Answers.answered(opened.sessions(Set.of(name)));
                    yield report.portalsOf(name);
                }
                case PRESENCE, NOT_OFFERED -> {
                    PathActivityReport report = Answers.answered(opened.pathActivity(Set.of(name)));
                    yield report.busyPortalsOf(name);
                }
            };
        }
    }

    @ParameterizedTest
    @MethodSource("possible")
    void aMachineIsSeen_onThePortalsThatServeItsVolumes(Cell cell) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        GrantRoute route = array.route();
        array.victim.die();
        assertThat(array.fence(1, PATIENCE)).isInstanceOf(FenceResult.Proven.class);
        try (StorageArray opened = array.open()) {
            assertThat(opened.grant(array.order(route, 2))).isInstanceOf(GrantOutcome.Clean.class);
            assertThat(opened.capabilities().canConfirm()).isTrue();
        }
        assertThat(seenOn(array, array.name(2))).as("before it has logged in").isEmpty();
        SimulatedMachine successor = array.machine("new", array.name(2), Optional.empty());
        assertThat(successor.logIn()).isPositive();
        for (int second = 0; second < 60; second++) {
            successor.write();
            array.agenda.advance(Duration.ofSeconds(1));
        }
        Set<String> portals;
        try (StorageArray opened = array.open()) {
            PortalReport report = Answers.answered(opened.portals(array.volumes()));
            portals = report.addresses();
        }
        assertThat(portals).isNotEmpty();
        assertThat(seenOn(array, array.name(2))).isEqualTo(portals);
        assertThat(seenOn(array, array.name(1))).as("the fenced one").isEmpty();
    }

    /** What is written to the volumes is seen, and that nothing is. */
    @ParameterizedTest
    @MethodSource("possible")
    void writesAreSeen_whereTheArrayCountsThem(Cell cell) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        try (StorageArray opened = array.open()) {
            Optional<Duration> interval = opened.capabilities().writeCounters();
            var first = opened.activity(array.volumes());
            if (interval.isEmpty()) {
                assertThat(first).isInstanceOf(Answer.NotOffered.class);
                return;
            }
            Duration enough = interval.get().multipliedBy(3).plusSeconds(1);
            array.agenda.advance(enough);
            var quiet = Answers.answered(opened.activity(array.volumes()));
            for (int second = 0; second < enough.toSeconds(); second++) {
                array.victim.write();
                array.agenda.advance(Duration.ofSeconds(1));
            }
            array.agenda.advance(interval.get());
            var busy = Answers.answered(opened.activity(array.volumes()));
            array.agenda.advance(enough);
            var after = Answers.answered(opened.activity(array.volumes()));
            array.agenda.advance(enough);
            var still = Answers.answered(opened.activity(array.volumes()));
            for (var volume : array.volumes()) {
                assertThat(busy.samples().get(volume).since(quiet.samples().get(volume)))
                        .isEqualTo(io.github.outpostrecovery.core.array.ActivityReport.Change.WRITTEN);
                assertThat(still.samples().get(volume).since(after.samples().get(volume)))
                        .isEqualTo(io.github.outpostrecovery.core.array.ActivityReport.Change.NONE);
            }
        }
    }

    private static final ChapAccount ONE_WAY = new ChapAccount("web-01-user", "fourteen-chars-x");
    private static final ChapAccount MUTUAL = new ChapAccount(
            "web-01-user", "fourteen-chars-x", Optional.of(new ChapAccount.Target("array-user", "another-secret-y")));

    static List<Object[]> withChap() {
        return Cell.simplest().stream()
                .flatMap(cell -> List.of(ONE_WAY, MUTUAL).stream().map(chap -> new Object[] {cell, chap}))
                .filter(arguments -> ArrayModels.registered()
                        .of(((Cell) arguments[0]).vendor())
                        .objection(ArrayUnderTest.withChap(
                                ArrayUnderTest.furnishing((Cell) arguments[0], "array-1", 0, 2),
                                (ChapAccount) arguments[1]))
                        .isEmpty())
                .filter(arguments ->
                        ((Cell) arguments[0]).protocol() == io.github.outpostrecovery.lab.datapath.Protocol.ISCSI)
                .toList();
    }

    /** The grant carries the account, the array asks for it, and the fenced name cannot use it any more. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("withChap")
    void aMachineProvesItself_whereTheArrayAsksForIt(Cell cell, ChapAccount chap) {
        ArrayUnderTest array = ArrayUnderTest.withChap(cell, chap);
        GrantRoute route = array.route();
        array.victim.die();
        assertThat(array.fence(1, PATIENCE)).isInstanceOf(FenceResult.Proven.class);
        try (StorageArray opened = array.open()) {
            assertThat(opened.grant(array.order(route, 2))).isInstanceOf(GrantOutcome.Clean.class);
        }
        ChapAccount wrong = new ChapAccount(chap.user(), "not-the-secret-z", chap.mutual());
        assertThat(array.machine("impostor", array.name(2), Optional.of(wrong)).logIn())
                .isZero();
        assertThat(array.machine("nobody", array.name(2), Optional.empty()).logIn())
                .isZero();
        SimulatedMachine successor = array.machine("new", array.name(2), Optional.of(chap));
        assertThat(successor.logIn()).isPositive();
        assertThat(successor.write()).isPositive();
        SimulatedMachine old = array.machine("old again", array.name(1), Optional.of(chap));
        old.logIn();
        assertThat(old.write()).isZero();
    }

    /** The same over a real socket. */
    @ParameterizedTest
    @MethodSource("simplest")
    void theWholeWay_overASocket(Cell cell) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        try (RestServer server = RestServer.http(array.way, RestServer.ANY_PORT);
                StorageArray opened = array.open(HttpTransport::open, server.baseUri())) {
            GrantRoute route = Answers.answered(opened.route(array.name(1), array.volumes()));
            array.victim.die();
            var report = opened.revoke(
                    new io.github.outpostrecovery.core.array.RevokeOrder(Set.of(array.name(1)), array.volumes()));
            assertThat(report.failures()).isEmpty();
            assertThat(array.reaching(array.name(1))).isEmpty();
            assertThat(opened.grant(array.order(route, 2))).isInstanceOf(GrantOutcome.Clean.class);
            assertThat(array.reaching(array.name(2))).hasSize(3);
        }
        array.nobodyIsLoggedIn(Trouble.NOTHING);
    }
}
