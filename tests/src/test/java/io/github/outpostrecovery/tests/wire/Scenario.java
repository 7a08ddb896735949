package io.github.outpostrecovery.tests.wire;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.drill.DrillFault;
import io.github.outpostrecovery.lab.drill.DrillOptions;
import io.github.outpostrecovery.lab.drill.DrillOptions.Approval;
import io.github.outpostrecovery.lab.drill.DrillOptions.Primary;
import io.github.outpostrecovery.lab.drill.DrillOptions.Speed;
import io.github.outpostrecovery.lab.drill.DrillOptions.Transport;
import io.github.outpostrecovery.lab.drill.DrillOptions.Zombie;
import io.github.outpostrecovery.tests.wire.WireSite.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is played at the wire and in the lab alike. */
enum Scenario {
    RECOVERED(Failure.SERVER_WITHOUT_POWER, Mode.AUTOMATIC, Answer.NOBODY_IS_ASKED, Outcome.RECOVERED),
    DUPLICATE(Failure.SERVER_WITHOUT_POWER, Mode.AUTOMATIC, Answer.NOBODY_IS_ASKED, Outcome.RECOVERED),
    STOOD_DOWN(Failure.NONE, Mode.AUTOMATIC, Answer.NOBODY_IS_ASKED, Outcome.STOOD_DOWN),
    APPROVED(Failure.SERVER_WITHOUT_POWER, Mode.NOTIFY, Answer.APPROVE, Outcome.RECOVERED),
    REJECTED(Failure.SERVER_WITHOUT_POWER, Mode.NOTIFY, Answer.REJECT, Outcome.REJECTED),
    EXPIRED(Failure.SERVER_WITHOUT_POWER, Mode.NOTIFY, Answer.SILENCE, Outcome.EXPIRED),
    ARRAY_UNREACHABLE(Failure.ARRAY_UNREACHABLE, Mode.AUTOMATIC, Answer.NOBODY_IS_ASKED, Outcome.REFUSED),
    /** The first server has no room when the launch comes; the next one takes it. */
    LAUNCH_REFUSED(Failure.SERVER_WITHOUT_POWER, Mode.AUTOMATIC, Answer.NOBODY_IS_ASKED, Outcome.RECOVERED);

    private final Failure failure;
    private final Mode mode;
    private final Answer answer;
    private final Outcome outcome;

    /** What a person does when asked. */
    enum Answer {
        NOBODY_IS_ASKED(""),
        APPROVE("approve"),
        REJECT("reject"),
        SILENCE("");

        private final String decision;

        Answer(String decision) {
            this.decision = decision;
        }

        /** The word for the approval state machine; empty where nobody answers. */
        Optional<String> decision() {
            return Optional.of(decision).filter(word -> !word.isEmpty());
        }
    }

    Scenario(Failure failure, Mode mode, Answer answer, Outcome outcome) {
        this.failure = failure;
        this.mode = mode;
        this.answer = answer;
        this.outcome = outcome;
    }

    Failure failure() {
        return failure;
    }

    Mode mode() {
        return mode;
    }

    Answer answer() {
        return answer;
    }

    /** How the execution that acts ends. */
    Outcome outcome() {
        return outcome;
    }

    /** How often the alarm is delivered. */
    int deliveries() {
        return this == DUPLICATE ? 2 : 1;
    }

    /** How many launches EC2 has no room for. */
    int refusedLaunches() {
        return this == LAUNCH_REFUSED ? 1 : 0;
    }

    boolean recovers() {
        return outcome == Outcome.RECOVERED;
    }

    /** Its name as part of others. */
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same in the lab. */
    DrillOptions drill() {
        List<DrillFault> faults = switch (this) {
            case RECOVERED, DUPLICATE, STOOD_DOWN, APPROVED, REJECTED, EXPIRED -> List.of();
            case ARRAY_UNREACHABLE ->
                List.of(new DrillFault(DrillFault.Kind.ARRAY_UNREACHABLE, DrillFault.Step.VERIFY));
            case LAUNCH_REFUSED -> List.of(new DrillFault(DrillFault.Kind.NO_CAPACITY, DrillFault.Step.LAUNCH));
        };
        return new DrillOptions(
                "netapp",
                Transport.ISCSI,
                switch (mode) {
                    case AUTOMATIC -> Approval.AUTOMATIC;
                    case NOTIFY -> Approval.NOTIFY;
                },
                Optional.empty(),
                deliveries() - 1,
                1,
                switch (failure) {
                    case NONE -> Primary.ALIVE;
                    case SERVER_WITHOUT_POWER, ARRAY_UNREACHABLE -> Primary.DEAD;
                },
                Zombie.STAYS_DEAD,
                faults,
                2,
                1,
                Speed.VIRTUAL);
    }
}
