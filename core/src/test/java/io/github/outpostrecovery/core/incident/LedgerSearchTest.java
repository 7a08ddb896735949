package io.github.outpostrecovery.core.incident;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.DATA;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.SampleSite.initiator;
import static io.github.outpostrecovery.core.SampleSite.ledger;
import static io.github.outpostrecovery.core.SampleSite.machineId;
import static io.github.outpostrecovery.core.SampleSite.plan;
import static io.github.outpostrecovery.core.SampleSite.successor;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.fence.FenceProof;
import io.github.outpostrecovery.core.fence.HandMadeProof;
import io.github.outpostrecovery.core.incident.InstanceLedger.BurnCause;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every sequence of up to {@value #DEPTH} transitions by two executions, over up to two incidents and every generation
 * that they can reach, in whatever order and however senseless. What must hold is checked at each accepted transition,
 * with a memory of its own that does not trust the ledger.
 */
class LedgerSearchTest {
    private static final int DEPTH = 9;
    private static final int LAST_INCIDENT = 2;
    private static final int LAST_GENERATION = 4;

    private enum Kind {
        OPEN,
        TAKE_OVER,
        TAKE_OVER_LATE,
        ASK,
        PLAN,
        FENCE,
        PROVE,
        GRANT,
        LAUNCH,
        LAUNCHED,
        MOVE,
        BURN,
        RECOVERED,
        END,
        SUPPRESS
    }

    private record Move(
            Kind kind, ExecutionArn who, Optional<Generation> generation, Function<InstanceLedger, Transition> change) {
        @Override
        public String toString() {
            return kind + " by " + who.value().substring(who.value().length() - 1) + " "
                    + generation.map(Object::toString).orElse("");
        }
    }

    /** What the search remembers of the past. */
    private record Memory(Set<Generation> stored, Set<Generation> granted, Set<Generation> burnt, boolean recovered) {
        static final Memory NONE = new Memory(Set.of(), Set.of(), Set.of(), false);

        Memory storing(Generation generation) {
            return new Memory(with(stored, generation), granted, burnt, recovered);
        }

        Memory granting(Generation generation) {
            return new Memory(stored, with(granted, generation), burnt, recovered);
        }

        Memory burning(Generation generation) {
            return new Memory(stored, granted, with(burnt, generation), recovered);
        }

        /** What was stored and never announced has not left the books: it may be stored again. */
        Memory forgettingAllAfter(Generation last) {
            return new Memory(upTo(last, stored), granted, upTo(last, burnt), recovered);
        }

        private static Set<Generation> upTo(Generation last, Set<Generation> set) {
            return set.stream()
                    .filter(generation -> !last.isOlderThan(generation))
                    .collect(Collectors.toUnmodifiableSet());
        }

        private static Set<Generation> with(Set<Generation> set, Generation generation) {
            Set<Generation> bigger = new HashSet<>(set);
            bigger.add(generation);
            return Collections.unmodifiableSet(bigger);
        }
    }

    private record Node(InstanceLedger ledger, Memory memory) {
        /** The number of writes makes no difference to what can happen next. */
        Node key() {
            return new Node(
                    new InstanceLedger(
                            ledger.instance(), 0, ledger.current(), ledger.lastIncident(), ledger.incident()),
                    memory);
        }
    }

    private static List<Move> moves(InstanceLedger ledger) {
        List<Move> moves = new ArrayList<>();
        for (ExecutionArn who : List.of(E1, E2)) {
            ExecutionArn other = who.equals(E1) ? E2 : E1;
            if (ledger.lastIncident() < LAST_INCIDENT) {
                moves.add(new Move(Kind.OPEN, who, Optional.empty(), books -> books.open(who, Trigger.ALARM, NOON)));
            }
            for (int incident = Math.max(1, ledger.lastIncident() - 1); incident <= ledger.lastIncident(); incident++) {
                addMoves(moves, who, other, new IncidentId(WEB, incident));
            }
        }
        return moves;
    }

    private static void addMoves(List<Move> moves, ExecutionArn who, ExecutionArn other, IncidentId id) {
        moves.add(new Move(
                Kind.TAKE_OVER,
                who,
                Optional.empty(),
                books -> books.takeOver(id, other, who, Trigger.RECONCILER, NOON)));
        moves.add(new Move(
                Kind.TAKE_OVER_LATE,
                who,
                Optional.empty(),
                books -> books.takeOver(id, other, who, Trigger.RECONCILER, NOON.plusSeconds(901))));
        moves.add(new Move(
                Kind.ASK,
                who,
                Optional.empty(),
                books -> books.askForApproval(id, who, new ApprovalRequest(Verdict.HUNG, "abc", NOON))));
        moves.add(new Move(Kind.FENCE, who, Optional.empty(), books -> books.announceFence(id, who, NOON)));
        for (Outcome outcome : List.of(Outcome.STOOD_DOWN, Outcome.FENCED_AND_PAGED)) {
            moves.add(new Move(Kind.END, who, Optional.empty(), books -> books.end(id, who, outcome)));
        }
        moves.add(new Move(Kind.SUPPRESS, who, Optional.empty(), books -> books.end(id, who, Outcome.SUPPRESSED)));
        moves.add(new Move(Kind.PLAN, who, Optional.empty(), books -> {
            Generation next =
                    books.incident().map(Incident::generation).orElseThrow().next();
            return books.storePlan(id, who, plan(ARRAY_1), successor(next, TARGET_1, ARRAY_1));
        }));
        for (int number = 2; number <= LAST_GENERATION; number++) {
            addMoves(moves, who, id, new Generation(number));
        }
    }

    private static void addMoves(List<Move> moves, ExecutionArn who, IncidentId id, Generation generation) {
        Optional<Generation> about = Optional.of(generation);
        moves.add(new Move(Kind.PROVE, who, about, books -> books.prove(id, who, generation, proofs(books))));
        moves.add(new Move(Kind.GRANT, who, about, books -> books.announceGrant(id, who, generation, NOON)));
        moves.add(new Move(Kind.LAUNCH, who, about, books -> books.announceLaunch(id, who, generation, NOON)));
        moves.add(new Move(
                Kind.LAUNCHED,
                who,
                about,
                books -> books.launched(id, who, generation, machineId(generation.number()))));
        moves.add(new Move(
                Kind.MOVE,
                who,
                about,
                books -> books.announce(id, who, generation, Announcement.Step.MOVE_TRAFFIC, NOON)));
        if (generation.number() < LAST_GENERATION) {
            moves.add(new Move(
                    Kind.BURN,
                    who,
                    about,
                    books -> books.burn(
                            id, who, generation, BurnCause.GRANT, successor(generation.next(), TARGET_1, ARRAY_1))));
        }
        moves.add(new Move(
                Kind.RECOVERED, who, about, books -> books.recovered(id, who, generation, Outcome.RECOVERED, NOON)));
    }

    private static List<FenceProof> proofs(InstanceLedger ledger) {
        List<FenceProof> proofs = new ArrayList<>();
        ledger.incident()
                .ifPresent(incident -> incident.olderInitiatorsOn(ARRAY_1).forEach((name, generation) -> {
                    proofs.add(HandMadeProof.of(ARRAY_1, BOOT, initiator(generation), generation, NOON));
                    proofs.add(HandMadeProof.of(ARRAY_1, DATA, initiator(generation), generation, NOON));
                }));
        return proofs;
    }

    /** Checks one accepted transition, and remembers it. */
    private static Memory check(Node before, Move move, InstanceLedger after) {
        InstanceLedger ledger = before.ledger();
        Memory memory = before.memory();
        assertThat(after.revision()).isEqualTo(ledger.revision() + 1);
        Optional<Incident> last = ledger.incident();
        Incident now = after.incident().orElseThrow();
        if (last.filter(incident -> incident.state() == Incident.State.CLOSED).isPresent()) {
            assertThat(move.kind()).as("a closed incident never changes").isEqualTo(Kind.OPEN);
        }
        switch (move.kind()) {
            case OPEN -> {
                assertThat(last.filter(incident -> incident.state() != Incident.State.CLOSED))
                        .as("at most one incident is open")
                        .isEmpty();
                assertThat(now.id().number()).isEqualTo(ledger.lastIncident() + 1);
                assertThat(now.victim()).isEqualTo(ledger.current());
            }
            case TAKE_OVER, TAKE_OVER_LATE -> {
                assertThat(last.orElseThrow().owner()).isNotEqualTo(move.who());
                assertThat(now.owner()).isEqualTo(move.who());
            }
            default -> {
                assertThat(last.orElseThrow().owner()).as("only the owner acts").isEqualTo(move.who());
                assertThat(last.orElseThrow().state()).isEqualTo(Incident.State.OPEN);
                assertThat(now.owner()).isEqualTo(move.who());
            }
        }
        move.generation()
                .ifPresent(generation -> assertThat(last.orElseThrow().generation())
                        .as("only the current generation is worked on")
                        .isEqualTo(generation));
        return switch (move.kind()) {
            case PLAN -> stored(memory, now.generation());
            case BURN -> stored(memory.burning(move.generation().orElseThrow()), now.generation());
            case GRANT -> {
                Generation generation = move.generation().orElseThrow();
                assertThat(memory.granted()).as("a grant is announced once").doesNotContain(generation);
                yield memory.granting(generation);
            }
            case LAUNCH, LAUNCHED, MOVE -> {
                assertThat(memory.granted())
                        .as("no launch without a grant")
                        .contains(move.generation().orElseThrow());
                yield memory;
            }
            case RECOVERED -> {
                Generation generation = move.generation().orElseThrow();
                assertThat(memory.burnt())
                        .as("what was given up is never adopted")
                        .doesNotContain(generation);
                assertThat(memory.granted()).contains(generation);
                assertThat(after.current().generation()).isEqualTo(generation);
                assertThat(now.state()).isEqualTo(Incident.State.CLOSED);
                yield new Memory(memory.stored(), memory.granted(), memory.burnt(), true);
            }
            case TAKE_OVER_LATE -> {
                boolean begun = last.orElseThrow().hasBegunToFence();
                assertThat(now.plan()).isEqualTo(begun ? last.orElseThrow().plan() : Optional.empty());
                assertThat(begun
                                || memory.granted().stream()
                                        .noneMatch(ledger.current().generation()::isOlderThan))
                        .as("what is dropped has not used a name")
                        .isTrue();
                yield begun
                        ? memory
                        : memory.forgettingAllAfter(ledger.current().generation());
            }
            case SUPPRESS -> {
                Generation kept = ledger.current().generation();
                assertThat(last.orElseThrow().hasBegunToFence()).isFalse();
                assertThat(memory.granted())
                        .as("what was suppressed has not used a name")
                        .noneMatch(kept::isOlderThan);
                assertThat(now.state()).isEqualTo(Incident.State.CLOSED);
                yield memory.forgettingAllAfter(kept);
            }
            case OPEN, TAKE_OVER, ASK, FENCE, PROVE, END -> {
                assertThat(after.current()).isEqualTo(ledger.current());
                yield memory;
            }
        };
    }

    private static Memory stored(Memory memory, Generation generation) {
        assertThat(memory.stored())
                .as("generations only grow, over incidents too: a number is a client token")
                .allMatch(earlier -> earlier.isOlderThan(generation));
        return memory.storing(generation);
    }

    @Test
    void everySequence_keepsTheRules() {
        Set<Node> seen = new HashSet<>();
        Deque<Node> frontier = new ArrayDeque<>();
        Node start = new Node(ledger(ARRAY_1), Memory.NONE);
        seen.add(start.key());
        frontier.add(start);

        boolean recovered = false;
        for (int depth = 0; depth < DEPTH; depth++) {
            Deque<Node> next = new ArrayDeque<>();
            for (Node node : frontier) {
                for (Move move : moves(node.ledger())) {
                    Transition transition = move.change().apply(node.ledger());
                    if (transition instanceof Transition.To(InstanceLedger after)) {

                        Node reached = new Node(after, check(node, move, after));
                        recovered |= reached.memory().recovered();
                        if (seen.add(reached.key())) {
                            next.add(reached);
                        }
                    }
                }
            }
            frontier = next;
        }
        assertThat(recovered).as("the search is not vacuous").isTrue();
        assertThat(seen).hasSizeGreaterThan(1_000);
    }
}
