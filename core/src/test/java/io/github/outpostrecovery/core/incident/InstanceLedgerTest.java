package io.github.outpostrecovery.core.incident;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.E3;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G1;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.G3;
import static io.github.outpostrecovery.core.SampleSite.G4;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.TARGET_2;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.SampleSite.initiator;
import static io.github.outpostrecovery.core.SampleSite.ledger;
import static io.github.outpostrecovery.core.SampleSite.machineId;
import static io.github.outpostrecovery.core.SampleSite.plan;
import static io.github.outpostrecovery.core.SampleSite.successor;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.fence.HandMadeProof;
import io.github.outpostrecovery.core.incident.InstanceLedger.BurnCause;
import io.github.outpostrecovery.core.incident.Transition.Denial;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceLedgerTest {
    /**
     * What execution E1 may do for generation 2 of incident 1 in each state. {@code ok}, or why not: {@code incident}
     * (another incident), {@code owner}, {@code open} (not open), {@code gen} (another generation), {@code before}
     * (announced before), {@code begun} (begun to fence), {@code order} (out of order).
     */
    private static final String TABLE = """
        state      | open     take   ask    plan    fence  prove  grant   launch launched traffic burn   recovered end   suppress
        fresh      | ok       incident incident incident incident incident incident incident incident incident incident incident incident   incident
        opened     | incident ok     ok     ok      order  gen    gen     gen    gen      gen     gen    gen       ok   ok
        asked      | incident ok     ok     ok      order  gen    gen     gen    gen      gen     gen    gen       ok   ok
        planned    | incident ok     order  before  ok     ok     ok      order  order    order   ok     order     ok   ok
        fenced     | incident ok     order  before  ok     ok     ok      order  order    order   ok     order     ok   begun
        proved     | incident ok     order  before  ok     ok     ok      order  order    order   ok     order     ok   begun
        granted    | incident ok     order  before  ok     ok     before  ok     order    order   ok     order     ok   begun
        launching  | incident ok     order  before  ok     ok     before  ok     ok       ok      ok     order     ok   begun
        launched   | incident ok     order  before  ok     ok     before  ok     ok       ok      ok     ok        ok   begun
        burnt      | incident ok     order  before  ok     gen    gen     gen    gen      gen     gen    gen       ok   begun
        paged      | incident ok     open   open    open   open   open    open   open     open    open   open      open   open
        stoodDown  | ok       open   open   open    open   open   open    open   open     open    open   open      open   open
        recovered  | ok       open   open   open    open   open   open    open   open     open    open   open      open   open
        taken      | incident owner  owner  owner   owner  owner  owner   owner  owner    owner   owner  owner     owner   owner
        next       | incident incident incident incident incident incident incident incident incident incident incident incident incident   incident
        """;

    private static InstanceLedger to(Transition transition) {
        return switch (transition) {
            case Transition.To(InstanceLedger next) -> next;
            case Transition.Denied(Denial why) -> throw new AssertionError("denied: " + why);
        };
    }

    private static final Map<String, Function<InstanceLedger, Transition>> TRANSITIONS = transitions();
    private static final Map<String, InstanceLedger> STATES = states();

    private static InstanceLedger state(String name) {
        return requireNonNull(STATES.get(name), name);
    }

    private static Function<InstanceLedger, Transition> transition(String name) {
        return requireNonNull(TRANSITIONS.get(name), name);
    }

    private static Map<String, Function<InstanceLedger, Transition>> transitions() {
        Map<String, Function<InstanceLedger, Transition>> all = new LinkedHashMap<>();
        IncidentId id = FIRST_INCIDENT;
        all.put("open", ledger -> ledger.open(E1, Trigger.ALARM, NOON));
        all.put("take", ledger -> ledger.takeOver(id, E1, E2, Trigger.RECONCILER, NOON));
        all.put("ask", ledger -> ledger.askForApproval(id, E1, new ApprovalRequest(Verdict.HUNG, "abc", NOON)));
        all.put("plan", ledger -> ledger.storePlan(id, E1, plan(ARRAY_1), successor(G2, TARGET_1, ARRAY_1)));
        all.put("fence", ledger -> ledger.announceFence(id, E1, NOON));
        all.put(
                "prove",
                ledger -> ledger.prove(id, E1, G2, List.of(HandMadeProof.of(ARRAY_1, BOOT, VICTIM, G1, NOON))));
        all.put("grant", ledger -> ledger.announceGrant(id, E1, G2, NOON));
        all.put("launch", ledger -> ledger.announceLaunch(id, E1, G2, NOON));
        all.put("launched", ledger -> ledger.launched(id, E1, G2, machineId(2)));
        all.put("traffic", ledger -> ledger.announce(id, E1, G2, Announcement.Step.MOVE_TRAFFIC, NOON));
        all.put("burn", ledger -> ledger.burn(id, E1, G2, BurnCause.TARGET, successor(G3, TARGET_2, ARRAY_1)));
        all.put("recovered", ledger -> ledger.recovered(id, E1, G2, Outcome.RECOVERED, NOON));
        all.put("end", ledger -> ledger.end(id, E1, Outcome.FENCED_AND_PAGED));
        all.put("suppress", ledger -> ledger.end(id, E1, Outcome.SUPPRESSED));
        return all;
    }

    private static InstanceLedger after(InstanceLedger ledger, String... names) {
        InstanceLedger reached = ledger;
        for (String name : names) {
            reached = to(transition(name).apply(reached));
        }
        return reached;
    }

    private static Map<String, InstanceLedger> states() {
        Map<String, InstanceLedger> all = new LinkedHashMap<>();
        InstanceLedger fresh = ledger(ARRAY_1);
        all.put("fresh", fresh);
        InstanceLedger opened = after(fresh, "open");
        all.put("opened", opened);
        all.put("asked", after(fresh, "open", "ask"));
        all.put("planned", after(fresh, "open", "plan"));
        all.put("fenced", after(fresh, "open", "plan", "fence"));
        all.put("proved", after(fresh, "open", "plan", "fence", "prove"));
        all.put("granted", after(fresh, "open", "plan", "fence", "prove", "grant"));
        all.put("launching", after(fresh, "open", "plan", "fence", "prove", "grant", "launch"));
        InstanceLedger launched = after(fresh, "open", "plan", "fence", "prove", "grant", "launch", "launched");
        all.put("launched", launched);
        all.put("burnt", after(launched, "burn"));
        all.put("paged", after(launched, "end"));
        all.put("stoodDown", to(opened.end(FIRST_INCIDENT, E1, Outcome.STOOD_DOWN)));
        InstanceLedger recovered = after(launched, "recovered");
        all.put("recovered", recovered);
        all.put("taken", after(launched, "take"));
        all.put("next", to(recovered.open(E1, Trigger.ALARM, NOON)));
        return all;
    }

    static Stream<Arguments> cells() {
        List<String> lines = TABLE.lines().toList();
        List<String> columns = words(lines.getFirst());
        List<Arguments> cells = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String state = line.substring(0, line.indexOf('|')).strip();
            List<String> row = words(line);
            assertThat(row).as(state).hasSameSizeAs(columns);
            for (int column = 0; column < columns.size(); column++) {
                cells.add(Arguments.of(state, columns.get(column), row.get(column)));
            }
        }
        return cells.stream();
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.substring(line.indexOf('|') + 1).strip().split(" +"));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void transition_isAsTheTableSays(String state, String transition, String expected) {
        InstanceLedger before = state(state);
        String actual = switch (transition(transition).apply(before)) {
            case Transition.To(InstanceLedger next) -> {
                assertThat(next.revision()).isEqualTo(before.revision() + 1);
                yield "ok";
            }
            case Transition.Denied(Denial why) ->
                switch (why) {
                    case OTHER_INCIDENT -> "incident";
                    case NOT_THE_OWNER -> "owner";
                    case NOT_OPEN -> "open";
                    case OTHER_GENERATION -> "gen";
                    case ANNOUNCED_BEFORE -> "before";
                    case BEGUN_TO_FENCE -> "begun";
                    case OUT_OF_ORDER -> "order";
                };
        };
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void table_coversEveryStateAndTransition() {
        List<List<Object>> covered =
                cells().map(cell -> List.of(cell.get()[0], cell.get()[1])).toList();
        assertThat(covered).hasSize(STATES.size() * TRANSITIONS.size()).doesNotHaveDuplicates();
    }

    @Test
    void open_takesTheCurrentMachineAsVictim() {
        Incident incident = state("opened").incident().orElseThrow();
        assertThat(incident.id()).isEqualTo(FIRST_INCIDENT);
        assertThat(incident.owner()).isEqualTo(E1);
        assertThat(incident.victim()).isEqualTo(ledger(ARRAY_1).current());
        Incident second = state("next").incident().orElseThrow();
        assertThat(second.id()).isEqualTo(new IncidentId(WEB, 2));
        assertThat(second.victim().generation()).isEqualTo(G2);
        assertThat(second.victim().id()).isEqualTo(machineId(2));
        assertThat(second.plan()).isEmpty();
        assertThat(second.proofs()).isEmpty();
    }

    @Test
    void takeOver_isDenied_whenTheOwnerIsNotTheOneObserved() {
        InstanceLedger taken = state("taken");
        assertThat(taken.takeOver(FIRST_INCIDENT, E1, E3, Trigger.RECONCILER, NOON))
                .isEqualTo(new Transition.Denied(Denial.NOT_THE_OWNER));
        assertThat(to(taken.takeOver(FIRST_INCIDENT, E2, E3, Trigger.RECONCILER, NOON))
                        .incident()
                        .orElseThrow()
                        .owner())
                .isEqualTo(E3);
    }

    @Test
    void takeOver_leavesWhatAPersonHasAskedForThePersons() {
        InstanceLedger opened = state("opened");
        InstanceLedger asked = to(opened.takeOver(FIRST_INCIDENT, E1, E2, Trigger.MANUAL, NOON));
        assertThat(asked.incident().orElseThrow().trigger()).isEqualTo(Trigger.MANUAL);
        assertThat(to(asked.takeOver(FIRST_INCIDENT, E2, E3, Trigger.RECONCILER, NOON))
                        .incident()
                        .orElseThrow()
                        .trigger())
                .isEqualTo(Trigger.MANUAL);
        assertThat(to(opened.takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON))
                        .incident()
                        .orElseThrow()
                        .trigger())
                .isEqualTo(Trigger.ALARM);
    }

    @Test
    void takeOver_dropsAnOldPlan_unlessAFenceWasAnnounced() {
        Instant atTheLatest = NOON.plus(InstanceLedger.FRESH);
        for (String state : List.of("planned", "fenced", "granted", "launched")) {
            InstanceLedger books = state(state);
            assertThat(to(books.takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, atTheLatest))
                            .incident()
                            .orElseThrow()
                            .plan())
                    .as(state)
                    .isPresent();
            Incident late = to(books.takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, atTheLatest.plusSeconds(1)))
                    .incident()
                    .orElseThrow();
            assertThat(late.plan().isPresent()).as(state).isEqualTo(!state.equals("planned"));
            assertThat(late.successors().isEmpty()).as(state).isEqualTo(state.equals("planned"));
            assertThat(late.owner()).isEqualTo(E2);
        }
    }

    @Test
    void end_closesWhatIsSuppressed_beforeTheFirstFenceAndInSpiteOfThePlan() {
        InstanceLedger ended = to(state("planned").end(FIRST_INCIDENT, E1, Outcome.SUPPRESSED));
        assertThat(ended.incident().orElseThrow().state()).isEqualTo(Incident.State.CLOSED);
        assertThat(to(ended.open(E2, Trigger.RECONCILER, NOON))
                        .incident()
                        .orElseThrow()
                        .plan())
                .isEmpty();
    }

    @Test
    void takeOver_reopensWhatWasPaged_andKeepsEverythingElse() {
        Incident before = state("paged").incident().orElseThrow();
        Incident after = to(state("paged").takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON))
                .incident()
                .orElseThrow();
        assertThat(after.state()).isEqualTo(Incident.State.OPEN);
        assertThat(after.owner()).isEqualTo(E2);
        assertThat(after.victim()).isEqualTo(before.victim());
        assertThat(after.plan()).isEqualTo(before.plan());
        assertThat(after.successors()).isEqualTo(before.successors());
        assertThat(after.proofs()).isEqualTo(before.proofs());
    }

    @Test
    void takeOver_beginsToCountAttemptsAnew_soThatAResumeMayLaunchOnTheOnlyTarget() {
        assertThat(to(state("paged").takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON))
                        .incident()
                        .orElseThrow()
                        .attempts())
                .isZero();
    }

    /** One with a name that nobody has had. */
    private static Machine another(Generation generation, int machine) {
        return new Machine(generation, machineId(machine), TARGET_1.server(), Map.of(ARRAY_1, initiator(G4)), NOON);
    }

    @Test
    void adopt_takesALaterMachineAsTheCurrentOne_andKeepsTheCount() {
        for (String state : List.of("fresh", "stoodDown", "recovered")) {
            InstanceLedger before = state(state);
            Machine next = another(before.unusedGeneration(), 50);
            InstanceLedger adopted = to(before.adopt(next));
            assertThat(adopted.current()).isEqualTo(next);
            assertThat(adopted.revision()).isEqualTo(before.revision() + 1);
            assertThat(adopted.lastIncident()).isEqualTo(before.lastIncident());
            assertThat(adopted.incident()).isEqualTo(before.incident());
            assertThat(to(adopted.open(E2, Trigger.ALARM, NOON))
                            .incident()
                            .orElseThrow()
                            .victim())
                    .isEqualTo(next);
        }
        assertThat(state("fresh").unusedGeneration()).isEqualTo(G2);
        assertThat(state("recovered").unusedGeneration()).isEqualTo(G3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"opened", "asked", "planned", "granted", "launched", "paged", "taken", "next"})
    void adopt_isDenied_whileAnIncidentIsNotClosed(String state) {
        assertThat(state(state).adopt(another(new Generation(9), 50)))
                .isEqualTo(new Transition.Denied(Denial.OTHER_INCIDENT));
    }

    @Test
    void adopt_isDenied_whenGenerationMachineOrNameWasUsedBefore() {
        InstanceLedger recovered = state("recovered");
        Transition denied = new Transition.Denied(Denial.OTHER_GENERATION);
        assertThat(recovered.adopt(another(G1, 50))).isEqualTo(denied);
        assertThat(recovered.adopt(another(G2, 50))).isEqualTo(denied);
        assertThat(recovered.adopt(another(G3, 2))).isEqualTo(denied);
        assertThat(recovered.adopt(new Machine(
                        G3,
                        recovered.incident().orElseThrow().victim().id(),
                        TARGET_1.server(),
                        Map.of(ARRAY_1, initiator(G3)),
                        NOON)))
                .isEqualTo(denied);
        for (var old : requireNonNull(recovered.names().get(ARRAY_1))) {
            assertThat(recovered.adopt(new Machine(G3, machineId(50), TARGET_1.server(), Map.of(ARRAY_1, old), NOON)))
                    .isEqualTo(denied);
        }
    }

    @Test
    void unusedGeneration_isLaterThanWhatAnIncidentHasUsedUp() {
        InstanceLedger burnt = state("burnt");
        assertThat(burnt.unusedGeneration()).isEqualTo(G4);
        assertThat(state("recovered").machines()).hasSize(2);
        assertThat(state("recovered").names().get(ARRAY_1)).hasSize(2);
        InstanceLedger suppressed = to(state("planned").end(FIRST_INCIDENT, E1, Outcome.SUPPRESSED));
        assertThat(suppressed.unusedGeneration()).isEqualTo(G3);
        assertThat(suppressed.adopt(another(G2, 50))).isEqualTo(new Transition.Denied(Denial.OTHER_GENERATION));
    }

    @Test
    void launched_isDenied_whenAnotherMachineIsKnownForTheGeneration() {
        assertThat(state("launched").launched(FIRST_INCIDENT, E1, G2, machineId(99)))
                .isEqualTo(new Transition.Denied(Denial.OUT_OF_ORDER));
    }

    @Test
    void burn_keepsTheTargetOfAGrantInDoubt_outOfTheCount() {
        InstanceLedger granted = state("granted");
        assertThat(to(granted.burn(FIRST_INCIDENT, E1, G2, BurnCause.GRANT, successor(G3, TARGET_1, ARRAY_1)))
                        .incident()
                        .orElseThrow()
                        .attempts())
                .isEqualTo(1);
        assertThat(state("burnt").incident().orElseThrow().attempts()).isEqualTo(2);
    }

    @Test
    void burn_isRefused_whenTheReplacementIsNotTheNextGeneration() {
        InstanceLedger launched = state("launched");
        for (var wrong : List.of(G1, G2, G4)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> launched.burn(
                            FIRST_INCIDENT, E1, G2, BurnCause.TARGET, successor(wrong, TARGET_2, ARRAY_1)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        state("opened").storePlan(FIRST_INCIDENT, E1, plan(ARRAY_1), successor(G1, TARGET_1, ARRAY_1)));
    }

    @Test
    void recovered_adoptsTheMachineThatWasLaunched() {
        InstanceLedger recovered = state("recovered");
        Successor winner =
                state("launched").incident().orElseThrow().successors().getLast();
        assertThat(recovered.current())
                .isEqualTo(new Machine(G2, machineId(2), TARGET_1.server(), winner.initiators(), NOON));
        assertThat(recovered.incident().orElseThrow().outcome()).contains(Outcome.RECOVERED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"RECOVERED", "RECOVERED_DEGRADED", "SUPPRESSED"},
            mode = EnumSource.Mode.EXCLUDE)
    void end_leavesOpenToResume_whateverTheOutcome_onceThePlanIsStored(Outcome outcome) {
        // Its generation is used up: were the incident closed, the next one would use the same client token again.
        for (String state : List.of("planned", "fenced", "proved", "granted", "launching", "launched", "burnt")) {
            Incident ended =
                    to(state(state).end(FIRST_INCIDENT, E1, outcome)).incident().orElseThrow();
            assertThat(ended.state()).as("%s %s", state, outcome).isEqualTo(Incident.State.PAGED);
            assertThat(ended.outcome()).contains(outcome);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"RECOVERED", "RECOVERED_DEGRADED"})
    void end_isRefused_whenItWouldRecoverWithoutAdoptingAMachine(Outcome outcome) {
        assertThatIllegalArgumentException().isThrownBy(() -> state("launched").end(FIRST_INCIDENT, E1, outcome));
    }

    @Test
    void prove_replacesOlderProofsOfTheSamePair() {
        InstanceLedger proved = state("proved");
        InstanceLedger again = to(proved.prove(
                FIRST_INCIDENT, E1, G2, List.of(HandMadeProof.of(ARRAY_1, BOOT, VICTIM, G1, NOON.plusSeconds(60)))));
        assertThat(again.incident().orElseThrow().proofs())
                .singleElement()
                .satisfies(proof -> assertThat(proof.provenAt()).isEqualTo(NOON.plusSeconds(60)));
    }

    @Test
    void olderInitiators_areThoseOfEveryGenerationBeforeTheCurrentOne() {
        Incident burnt = state("burnt").incident().orElseThrow();
        assertThat(burnt.generation()).isEqualTo(G3);
        assertThat(burnt.olderInitiatorsOn(ARRAY_1)).isEqualTo(Map.of(VICTIM, G1, initiator(G2), G2));
        assertThat(state("launched").incident().orElseThrow().olderInitiatorsOn(ARRAY_1))
                .isEqualTo(Map.of(VICTIM, G1));
    }
}
