package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.DATA;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.G1;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;

import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One moment of a world that is small enough to be explored: one instance, two volumes on one array, two executions. The
 * victim lives all along and nobody notices; whatever reaches EC2 makes a machine that never dies.
 *
 * @param books the books of the instance
 * @param access who reaches what
 * @param late requests that were not answered: each may arrive at any time, and again
 * @param machines the machines that exist, by generation, with the names that they log in with
 * @param launches what was asked for with each generation's token
 * @param hung a call that was given up by its state machine, and may go on at any time
 * @param granted the names that a grant was sent for
 * @param budget what may yet go wrong
 */
record SmallWorld(
        Books books,
        Map<ExecutionArn, IncidentRecord> records,
        Set<Access> access,
        Set<Late> late,
        Map<Generation, Initiator> machines,
        Map<Generation, Initiator> launches,
        Map<ExecutionArn, Execution> executions,
        Optional<Hung> hung,
        Set<Initiator> granted,
        Budget budget) {

    record Access(Initiator initiator, VolumeName volume) {}

    /**
     * A ledger that is equal to another one whatever the number of writes that led to it: that number makes no difference
     * to the future. It remembers its hash, since most moments share the books of the moment before.
     */
    static final class Books {
        private final InstanceLedger ledger;
        private final InstanceLedger unnumbered;
        private final int hash;

        Books(InstanceLedger ledger) {
            this.ledger = ledger;
            this.unnumbered = new InstanceLedger(
                    ledger.instance(), 0, ledger.current(), ledger.lastIncident(), ledger.incident());
            this.hash = unnumbered.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return this == other
                    || (other instanceof Books books && hash == books.hash && unnumbered.equals(books.unnumbered));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** A request that lies in the network. */
    sealed interface Late {
        record Revoke(Access access) implements Late {}

        record Grant(Access access) implements Late {}

        record Launch(Generation generation, Initiator initiator) implements Late {}
    }

    /** Where an execution is in its state machine. */
    enum Place {
        OPEN,
        VERIFY,
        FENCE,
        GRANT,
        LAUNCH,
        CONFIRM,
        RECORD,
        ENDED
    }

    /** What a step is called with. */
    record Call(
            Place place,
            Optional<Generation> generation,
            VerifyProgress verify,
            FenceProgress fence,
            Optional<Ending> ending) {
        static Call to(Place place) {
            return new Call(place, Optional.empty(), VerifyProgress.NONE, FenceProgress.NONE, Optional.empty());
        }

        static Call to(Place place, Generation generation) {
            return new Call(place, Optional.of(generation), VerifyProgress.NONE, FenceProgress.NONE, Optional.empty());
        }

        static Call looking(VerifyProgress progress) {
            return new Call(Place.VERIFY, Optional.empty(), progress, FenceProgress.NONE, Optional.empty());
        }

        static Call fencing(FenceProgress progress) {
            return new Call(Place.FENCE, Optional.empty(), VerifyProgress.NONE, progress, Optional.empty());
        }

        static Call recording(Ending ending) {
            return new Call(
                    Place.RECORD, Optional.empty(), VerifyProgress.NONE, FenceProgress.NONE, Optional.of(ending));
        }
    }

    /** One execution: what it will do next, and whether its state machine is running. */
    record Execution(Call next, boolean running) {
        Execution at(Call call) {
            return new Execution(call, running);
        }

        boolean over() {
            return !running || next.place() == Place.ENDED;
        }
    }

    /** A call that stopped in the middle, and everything that it had been answered by then. */
    record Hung(ExecutionArn who, Call call, List<Object> answers) {}

    record Budget(int unanswered, int deaths, int redrives) {}

    static SmallWorld start(Budget budget) {
        Execution waiting = new Execution(Call.to(Place.OPEN), true);
        return new SmallWorld(
                new Books(SampleSite.ledger(ARRAY_1)),
                Map.of(),
                Set.of(new Access(VICTIM, BOOT), new Access(VICTIM, DATA)),
                Set.of(),
                Map.of(G1, VICTIM),
                Map.of(),
                Map.of(E1, waiting, E2, waiting),
                Optional.empty(),
                Set.of(),
                budget);
    }

    InstanceLedger ledger() {
        return books.ledger;
    }

    Execution execution(ExecutionArn who) {
        Execution execution = executions.get(who);
        if (execution == null) {
            throw new IllegalArgumentException("no execution " + who);
        }
        return execution;
    }

    SmallWorld with(ExecutionArn who, Execution execution) {
        Map<ExecutionArn, Execution> changed = new HashMap<>(executions);
        changed.put(who, execution);
        return new SmallWorld(books, records, access, late, machines, launches, changed, hung, granted, budget);
    }

    SmallWorld with(Budget changed) {
        return new SmallWorld(books, records, access, late, machines, launches, executions, hung, granted, changed);
    }

    SmallWorld with(Optional<Hung> changed) {
        return new SmallWorld(books, records, access, late, machines, launches, executions, changed, granted, budget);
    }

    SmallWorld written(InstanceLedger changed, Map<ExecutionArn, IncidentRecord> written) {
        return new SmallWorld(
                new Books(changed),
                Map.copyOf(written),
                access,
                late,
                machines,
                launches,
                executions,
                hung,
                granted,
                budget);
    }

    SmallWorld array(Set<Access> reached, Set<Late> underWay, Set<Initiator> sent) {
        return new SmallWorld(
                books,
                records,
                Set.copyOf(reached),
                Set.copyOf(underWay),
                machines,
                launches,
                executions,
                hung,
                Set.copyOf(sent),
                budget);
    }

    SmallWorld ec2(Map<Generation, Initiator> born, Map<Generation, Initiator> asked, Set<Late> underWay) {
        return new SmallWorld(
                books,
                records,
                access,
                Set.copyOf(underWay),
                Map.copyOf(born),
                Map.copyOf(asked),
                executions,
                hung,
                granted,
                budget);
    }

    boolean wouldChangeBy(Late request) {
        return switch (request) {
            case Late.Revoke(Access revoked) -> access.contains(revoked);
            case Late.Grant(Access added) -> !access.contains(added);
            case Late.Launch(Generation generation, Initiator initiator) -> !machines.containsKey(generation);
        };
    }

    /** The world after a late request has arrived. It stays in the network, and may arrive again. */
    SmallWorld landed(Late request) {
        Set<Access> reached = new HashSet<>(access);
        Map<Generation, Initiator> born = new HashMap<>(machines);
        switch (request) {
            case Late.Revoke(Access revoked) -> reached.remove(revoked);
            case Late.Grant(Access added) -> reached.add(added);
            case Late.Launch(Generation generation, Initiator initiator) -> born.putIfAbsent(generation, initiator);
        }
        return array(reached, late, granted).ec2(born, launches, late);
    }

    /** The generation that was recorded as recovered. */
    Optional<Generation> winner() {
        return ledger().incident()
                .flatMap(Incident::outcome)
                .filter(outcome -> outcome == Outcome.RECOVERED || outcome == Outcome.RECOVERED_DEGRADED)
                .map(outcome -> ledger().current().generation());
    }

    /** The generations whose machines can write to {@code volume} now. */
    List<Generation> writersOf(VolumeName volume) {
        return machines.entrySet().stream()
                .filter(machine -> access.contains(new Access(machine.getValue(), volume)))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /**
     * What makes a difference to the future: not the wording of records, and of the books that a hung call has read only
     * whether they are still the newest.
     */
    Object key() {
        List<Object> parts = new ArrayList<>();
        parts.add(books);
        parts.add(records.keySet());
        parts.add(access);
        parts.add(late.stream().filter(this::matters).collect(Collectors.toSet()));
        parts.add(machines);
        parts.add(launches);
        parts.add(executions);
        hung.ifPresent(call -> {
            parts.add(call.who());
            parts.add(call.call());
            call.answers().forEach(answer -> addAnswer(parts, answer));
        });
        parts.add(granted);
        parts.add(budget);
        return parts;
    }

    /** A late revoke does not, once there is nothing to revoke and no late grant: such a name coming back is an error. */
    private boolean matters(Late request) {
        return switch (request) {
            case Late.Revoke(Access revoked) -> access.contains(revoked) || late.contains(new Late.Grant(revoked));
            case Late.Grant grant -> true;
            case Late.Launch launch -> true;
        };
    }

    private void addAnswer(List<Object> parts, Object answer) {
        if (answer instanceof Optional<?> optional && optional.orElse(null) instanceof InstanceLedger read) {
            parts.add(new Books(read));
            parts.add(read.revision() == ledger().revision());
        } else {
            parts.add(answer);
        }
    }
}
