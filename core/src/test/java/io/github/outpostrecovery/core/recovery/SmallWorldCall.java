package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.NOON;

import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.control.FakeControls;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.core.readiness.FakeReadinessReports;
import io.github.outpostrecovery.core.reconcile.FakeReconcilerNotes;
import io.github.outpostrecovery.core.recovery.SmallWorld.Budget;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions;
import io.github.outpostrecovery.core.service.FakeAlarms;
import io.github.outpostrecovery.core.service.FakeMeasurements;
import io.github.outpostrecovery.core.service.FakeNotices;
import io.github.outpostrecovery.core.service.FakeTraffic;
import io.github.outpostrecovery.core.storm.FakeStormBooks;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One call of a step in a {@link SmallWorld}, question by question. What the step was answered before (when it is a hung
 * call that goes on) is answered again without effect. Where the world can go several ways, the script says which.
 */
final class SmallWorldCall {
    /** The step stops here, and may go on later. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    /** Questions before which a step may stop: those that change something. */
    enum Kind {
        READ,
        CHANGE
    }

    private final ExecutionArn who;
    private final List<Object> replay;
    private final List<Integer> script;
    private final int stopBefore;
    private final List<Object> answers = new ArrayList<>();
    private final List<Integer> arities = new ArrayList<>();
    private final List<Integer> changes = new ArrayList<>();
    private final boolean hung;
    private SmallWorld world;

    SmallWorldCall(
            SmallWorld world,
            ExecutionArn who,
            List<Object> replay,
            List<Integer> script,
            int stopBefore,
            boolean hung) {
        this.world = world;
        this.who = who;
        this.replay = replay;
        this.script = script;
        this.stopBefore = stopBefore;
        this.hung = hung;
    }

    SmallWorld world() {
        return world;
    }

    void become(SmallWorld changed) {
        world = changed;
    }

    /** What the step was answered so far. */
    List<Object> answers() {
        return List.copyOf(answers);
    }

    /** How many ways there were, at each choice that was made. */
    List<Integer> arities() {
        return arities;
    }

    /** The positions of the questions that change something. */
    List<Integer> changes() {
        return changes;
    }

    int choose(int ways) {
        int position = arities.size();
        arities.add(ways);
        return position < script.size() ? script.get(position) : 0;
    }

    /** Something may go wrong here, if the budget allows it: 0 if it does not, or one of the other ways. */
    int misfortune(int ways) {
        Budget budget = world.budget();
        if (budget.unanswered() == 0) {
            return 0;
        }
        int way = choose(ways);
        if (way > 0) {
            world = world.with(new Budget(budget.unanswered() - 1, budget.deaths(), budget.redrives()));
        }
        return way;
    }

    @SuppressWarnings("unchecked") // the same question, at the same position, in the same step
    <T> T ask(Kind kind, Supplier<T> question) {
        int position = answers.size();
        if (position < replay.size()) {
            T answer = (T) replay.get(position);
            answers.add(answer);
            return answer;
        }
        if (kind == Kind.CHANGE) {
            changes.add(position);
        }
        if (position == stopBefore) {
            throw new Stopped();
        }
        T answer = question.get();
        answers.add(answer);
        return answer;
    }

    Services services() {
        InstantSource clock = InstantSource.fixed(NOON);
        Alarms alarms = new FakeAlarms();
        return new Services(
                new SmallWorldConfigurations(),
                new SmallWorldTable(this),
                new SmallWorldArrays(this),
                new SmallWorldEc2(this),
                alarms,
                new FakeTraffic(),
                new SmallWorldExecutions(),
                new FakeNotices(),
                new FakeMeasurements(),
                new FakeControls(),
                new FakeReadinessReports(),
                new FakeReconcilerNotes(),
                new FakeStormBooks(),
                new Console("aws", "us-west-2", "arn:aws:states:us-west-2:111122223333:stateMachine:approval"),
                clock,
                FanOut.inOrder(),
                () -> ask(Kind.READ, this::unique));
    }

    private static final class SmallWorldConfigurations implements Configurations {
        @Override
        public Configurations.Lookup find(InstanceName instance) {
            return new Configurations.Lookup.Found(SmallWorldSearch.configuration());
        }

        @Override
        public List<InstanceName> names() {
            return List.of(SmallWorldSearch.configuration().name());
        }
    }

    private final class SmallWorldExecutions implements Executions {
        @Override
        public Executions.Life lifeOf(ExecutionArn execution) {
            return ask(
                    Kind.READ,
                    () -> world.execution(execution).over() ? Executions.Life.TERMINAL : Executions.Life.RUNNING);
        }

        @Override
        public Executions.Start start(ExecutionName name, ExecutionRequest request) {
            throw new UnsupportedOperationException("the search starts its executions itself");
        }
    }

    /** A function of who asks for which generation, so that equal worlds look equal. */
    private UUID unique() {
        int generation = world.ledger()
                .incident()
                .map(Incident::generation)
                .orElseThrow()
                .next()
                .number();
        return new UUID(generation, (who.value().hashCode() & 0xffffL) * 2 + (hung ? 1 : 0));
    }
}
