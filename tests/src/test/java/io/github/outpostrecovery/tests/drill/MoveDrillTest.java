package io.github.outpostrecovery.tests.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.lab.drill.DrillFault;
import io.github.outpostrecovery.lab.drill.DrillOptions.Approval;
import io.github.outpostrecovery.lab.drill.DrillOptions.Storage;
import io.github.outpostrecovery.lab.drill.DrillOptions.Transport;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.drill.UnknownInstanceException;
import io.github.outpostrecovery.lab.machine.Phase;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.region.LaunchFate;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Planned moves and failbacks, through the same state machine as a recovery. */
class MoveDrillTest {
    private static final InstanceName WEB = new InstanceName(SimulatedSite.instanceName());

    @TempDir
    private Path folder;

    private static OutpostArn server(int number) {
        return new OutpostArn(SimulatedSite.servers().get(number - 1));
    }

    private static String serverOf(OpenDrill open) {
        return open.site().ledger().current().server().value();
    }

    /** Exactly the names of the machine that runs today reach a volume. */
    private static void onlyTheCurrentMachineIsLetIn(OpenDrill open) {
        assertThat(Soundness.letIn(open.site()))
                .containsExactlyInAnyOrderElementsOf(open.site().ledger().current().initiators().values().stream()
                        .map(name -> name.value())
                        .distinct()
                        .toList());
    }

    static Stream<Storage> arrays() {
        return SimulatedSite.vendors().stream()
                .flatMap(vendor -> Arrays.stream(Transport.values()).map(protocol -> new Storage(vendor, protocol)));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void move_runsItOnTheChosenServer_onEveryArray(Storage array) {
        try (OpenDrill open =
                OpenDrill.begin(folder, Scenario.STANDARD.options().on(array))) {
            DrillResult result = open.drill().move(WEB, server(2));
            assertThat(result.invariants().violations()).isEmpty();
            assertThat(result.outcome()).as(result.reason()).isEqualTo("RECOVERED");
            assertThat(result.generation().after()).isEqualTo(2);
            assertThat(serverOf(open)).isEqualTo(server(2).value());
            onlyTheCurrentMachineIsLetIn(open);
            assertThat(open.states(open.recoveries().getFirst().arn()))
                    .contains("Ask the guest to stop")
                    .doesNotContain("Ask for approval", "Start the guest again");
        }
    }

    /** A move to the server that is not the first of the configuration is what a person has asked for. */
    @Test
    void move_goesToTheChosenServer_notToTheFirst() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD)) {
            DrillResult result = open.drill().move(WEB, server(3));
            assertThat(result.outcome()).as(result.reason()).isEqualTo("RECOVERED");
            assertThat(serverOf(open)).isEqualTo(server(3).value());
        }
    }

    @Test
    void failBack_bringsItHome_afterARecovery() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD)) {
            assertThat(open.drill().run().outcome()).isEqualTo("RECOVERED");
            open.site().machines().apply(new SiteEvent.PowerRestored(server(1).value()));
            open.drill().pass(Duration.ofMinutes(5));

            DrillResult result = open.drill().failBack(WEB);

            Soundness.of(open.site(), open.drill().result());
            assertThat(result.outcome()).as(result.reason()).isEqualTo("RECOVERED");
            assertThat(serverOf(open)).isEqualTo(server(1).value());
            assertThat(result.generation().after()).isEqualTo(3);
            onlyTheCurrentMachineIsLetIn(open);
        }
    }

    /** Through a new process each time, as an operator types it. */
    @Test
    void nineMovesInAChain_endWithGenerationTen() {
        try (OpenDrill first = OpenDrill.begin(folder, Scenario.STANDARD)) {
            first.drill().result();
        }
        for (int move = 1; move <= 9; move++) {
            try (OpenDrill open = OpenDrill.reopen(folder)) {
                OutpostArn to = server(move % 2 == 1 ? 2 : 1);
                DrillResult result = open.drill().move(WEB, to);
                assertThat(result.invariants().violations()).isEmpty();
                assertThat(result.outcome()).as(move + ": " + result.reason()).isEqualTo("RECOVERED");
                assertThat(result.generation().after()).isEqualTo(move + 1);
                assertThat(serverOf(open)).isEqualTo(to.value());
                onlyTheCurrentMachineIsLetIn(open);
            }
        }
    }

    /** A person has started it: nobody else is asked, not even where an alarm would ask somebody. */
    @Test
    void move_asksNobodyElse_inNotificationOnlyMode() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD.in(Approval.NOTIFY))) {
            DrillResult result = open.drill().move(WEB, server(2));
            assertThat(result.outcome()).as(result.reason()).isEqualTo("RECOVERED");
        }
    }

    @Test
    void targetWithoutCapacity_isRefused_andTheWorldIsBitEqual() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD)) {
            open.site().region().ec2().catalog().putServer(server(2).value(), 0);
            DrillResult result = open.drill().move(WEB, server(2));
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("REFUSED");
            assertThat(result.reason()).contains("InsufficientInstanceCapacity");
            assertThat(result.worldChanged()).isFalse();
            assertThat(open.states(open.recoveries().getLast().arn())).doesNotContain("Ask the guest to stop");
            stillRuns(open);
        }
    }

    @Test
    void arrayThatDoesNotAnswer_refusesBeforeTheStop() {
        try (OpenDrill open =
                OpenDrill.begin(folder, Scenario.STANDARD.faults(DrillFault.parse("array-unreachable@verify")))) {
            DrillResult result = open.drill().move(WEB, server(2));
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("REFUSED");
            assertThat(open.states(open.recoveries().getLast().arn())).doesNotContain("Ask the guest to stop");
            stillRuns(open);
        }
    }

    @Test
    void whereItRuns_andWhereItCannotRun_areRefused() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD)) {
            DrillResult home = open.drill().failBack(WEB);
            assertThat(home.outcome()).isEqualTo("REFUSED");
            assertThat(home.reason()).contains("already");
            DrillResult elsewhere = open.drill()
                    .move(WEB, new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-00000000000000bad"));
            assertThat(elsewhere.outcome()).isEqualTo("REFUSED");
            assertThat(elsewhere.worldChanged()).isFalse();
            assertThat(open.site().ledger().incident()).isEmpty();
            assertThatThrownBy(() -> open.drill().move(new InstanceName("db-07"), server(2)))
                    .isInstanceOf(UnknownInstanceException.class);
        }
    }

    @Test
    void guestThatWillNotStop_isNotFenced_andRunsOnWhereItWas() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD.faults(DrillFault.parse("will-not-stop")))) {
            DrillResult result = open.drill().move(WEB, server(2));
            Soundness.of(open.site(), open.drill().result());
            assertThat(result.outcome()).as(result.reason()).isEqualTo("STOOD_DOWN");
            // EC2 takes its power after all, later than anybody waited for: it is started again.
            assertThat(result.reason()).contains("was not seen to stop", "keeps its volumes", "started again");
            assertThat(result.launches()).isZero();
            open.drill().pass(Duration.ofMinutes(5));
            stillRuns(open);
            onlyTheCurrentMachineIsLetIn(open);
        }
    }

    @Test
    void machineThatEc2CannotStop_isMoved_onceItsGuestIsShutDownByHand() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD.faults(DrillFault.parse("stop-unsupported")))) {
            DrillResult result = open.drill().move(WEB, server(2));
            assertThat(result.invariants().violations()).isEmpty();
            assertThat(result.outcome()).as(result.reason()).isEqualTo("RECOVERED");
            assertThat(open.site().region().mailbox().mails())
                    .anySatisfy(mail -> assertThat(mail.body()).contains("shut its guest down from inside"));
        }
    }

    @Test
    void killSwitch_holdsForAMove() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD)) {
            open.site()
                    .controls()
                    .set(new KillSwitch.Thrown(open.site().agenda().instant(), "ann", "storage maintenance"));
            DrillResult result = open.drill().move(WEB, server(2));
            assertThat(result.outcome()).isEqualTo("SUPPRESSED");
            assertThat(result.worldChanged()).isFalse();
        }
    }

    @Test
    void duplicatesOfTheInput_moveOnce() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD)) {
            open.drill().pass(Duration.ofMinutes(10));
            for (int copy = 0; copy < 4; copy++) {
                open.site()
                        .start(JsonNodeFactory.instance
                                .objectNode()
                                .put("trigger", "PLANNED")
                                .put("instance", WEB.value())
                                .put("to", server(2).value()));
            }
            open.drill().pass(Duration.ofMinutes(30));
            assertThat(open.site().oracle().violations()).isEmpty();
            assertThat(Soundness.launched(open.site())).hasSize(1);
            assertThat(open.recoveries().stream()
                            .map(execution -> open.site()
                                    .recordOf(execution.arn())
                                    .map(record -> record.outcome().name())
                                    .orElse("none")))
                    .filteredOn("RECOVERED"::equals)
                    .hasSize(1);
            assertThat(serverOf(open)).isEqualTo(server(2).value());
        }
    }

    /** The chosen server breaks its word: the next generation goes to another one, and the old machine stays fenced. */
    @Test
    void launchThatEndsAtOnce_isFollowedByTheNextServer() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD)) {
            open.site().region().ec2().nextLaunch(LaunchFate.ENDS_AT_ONCE);
            DrillResult result = open.drill().move(WEB, server(2));
            assertThat(result.invariants().violations()).isEmpty();
            assertThat(result.outcome()).as(result.reason()).isEqualTo("RECOVERED");
            assertThat(result.generation().after()).isEqualTo(3);
            assertThat(serverOf(open)).isNotEqualTo(server(2).value());
            onlyTheCurrentMachineIsLetIn(open);
        }
    }

    private static void stillRuns(OpenDrill open) {
        String machine = open.site().ledger().current().id().value();
        assertThat(open.site().ledger().current().generation().number()).isEqualTo(1);
        assertThat(open.site().machines().machine(machine))
                .hasValueSatisfying(state -> assertThat(state.phase()).isEqualTo(Phase.SERVING));
        List<String> names = open.site().ledger().current().initiators().values().stream()
                .map(name -> name.value())
                .toList();
        assertThat(Soundness.letIn(open.site())).containsAll(names);
    }
}
