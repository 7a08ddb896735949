package io.github.outpostrecovery.cli.protect;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.core.service.Alarms.AlarmState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Deploys a protection. The books are begun before the stack is made, so that no alarm is heard of an instance without books;
 * a run that broke off is repeated, and changes only what lacks.
 */
public final class Protecting {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final Cloud cloud;
    private final String template;

    /**
     * Makes one.
     *
     * @param template the CloudFormation template of a protection
     */
    public Protecting(Cloud cloud, String template) {
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.template = requireNonNull(template, "template is null");
    }

    /** How it ended. */
    public sealed interface Outcome {
        /**
         * It is protected, and the alarm was seen OK.
         *
         * @param stack what was done about the stack
         */
        record Armed(String stack, Instant since) implements Outcome {}

        /** Everything is there, and the alarm was not seen OK: nobody knows whether it would be heard. */
        record NotArmed(String stack, String why) implements Outcome {}

        /** It is not protected, or not as it was to be. Running it again goes on from there. */
        record Failed(String step, List<String> why) implements Outcome {
            public Failed {
                why = List.copyOf(why);
            }
        }
    }

    /** Carries a proposal out. */
    public Outcome carryOut(Protection.Proposed proposed, Consumer<String> progress) throws InterruptedException {
        ProtectionStack stack =
                new ProtectionStack(cloud.stacks(), cloud.place().stack());
        Optional<String> taken = stack.objection(proposed.configuration().name());
        if (taken.isPresent()) {
            return new Outcome.Failed("stack", List.of(taken.get()));
        }
        tag(proposed, progress);
        Optional<String> noBooks = books(proposed, progress);
        if (noBooks.isPresent()) {
            return new Outcome.Failed("books", List.of(noBooks.get()));
        }
        return switch (stack.deploy(template, proposed, progress)) {
            case ProtectionStack.Ended.Failed(String status, List<String> reasons) ->
                new Outcome.Failed("stack" + (status.isEmpty() ? "" : " (" + status + ")"), reasons);
            case ProtectionStack.Ended.Done(String change) -> {
                progress.accept("stack "
                        + ProtectionStack.nameOf(proposed.configuration().name()) + ": " + change);
                yield watch(change, proposed, progress);
            }
        };
    }

    private void tag(Protection.Proposed proposed, Consumer<String> progress) {
        Map<String, String> tags = new TreeMap<>(Map.of(
                LaunchTags.STACK,
                cloud.place().stack(),
                LaunchTags.INSTANCE,
                proposed.configuration().name().value()));
        tags.entrySet()
                .removeIf(tag -> tag.getValue().equals(proposed.machine().tags().get(tag.getKey())));
        if (!tags.isEmpty()) {
            cloud.machines().tag(proposed.machine().id(), tags);
            progress.accept("tagged " + proposed.machine().id());
        }
    }

    /** Begins the books, once and for all: whatever is there stays, unless its machine is gone for good. */
    private Optional<String> books(Protection.Proposed proposed, Consumer<String> progress) {
        return switch (proposed.beginning()) {
            case KEPT_BOOKS -> Optional.empty();
            case NEW_BOOKS -> commit(proposed.books(), "began the books of ", progress);
            case ADOPTED -> adopt(proposed, progress);
        };
    }

    /** Looks once more: while a person was reading, somebody may have let the old names in again. */
    private Optional<String> adopt(Protection.Proposed proposed, Consumer<String> progress) {
        Optional<InstanceLedger> books =
                cloud.engine().table().read(proposed.configuration().name());
        List<String> why = books.map(ledger -> new Predecessors(cloud)
                        .objections(ledger, proposed.configuration().arrays()))
                .orElse(List.of());
        return why.isEmpty()
                ? commit(proposed.books(), "adopted " + proposed.machine().id() + " in the books of ", progress)
                : Optional.of(String.join("; ", why));
    }

    private Optional<String> commit(InstanceLedger wanted, String what, Consumer<String> progress) {
        RecoveryTable table = cloud.engine().table();
        try {
            return switch (table.commit(wanted, Optional.empty())) {
                case COMMITTED -> {
                    progress.accept(what + wanted.instance());
                    yield Optional.empty();
                }
                case CONFLICT -> somebodyElse(table.read(wanted.instance()), wanted);
            };
        } catch (ServiceUnavailableException unanswered) {
            return Optional.of("the table did not say whether the books were written (" + unanswered.getMessage()
                    + "): run this again");
        }
    }

    private static Optional<String> somebodyElse(Optional<InstanceLedger> there, InstanceLedger wanted) {
        return there.filter(ledger -> ledger.current().equals(wanted.current())).isPresent()
                ? Optional.empty()
                : Optional.of("somebody else has written the books of " + wanted.instance()
                        + " in the meantime, and they say something else: run this again");
    }

    /** Waits until the alarm has been seen OK, watching this very machine. */
    private Outcome watch(String change, Protection.Proposed proposed, Consumer<String> progress)
            throws InterruptedException {
        AlarmName alarm = proposed.configuration().alarm();
        Ec2InstanceId machine = proposed.books().current().id();
        Instant end =
                cloud.clock().instant().plus(proposed.configuration().policy().armPatience());
        progress.accept("waiting until alarm " + alarm + " is seen OK");
        while (true) {
            AlarmState state = cloud.engine().alarms().state(alarm);
            if (state instanceof AlarmState.Known(Ec2InstanceId watched, Alarms.Value value, Instant since)
                    && watched.equals(machine)
                    && value == Alarms.Value.OK) {
                return new Outcome.Armed(change, since);
            }
            if (!cloud.clock().instant().plus(BETWEEN_LOOKS).isBefore(end)) {
                return new Outcome.NotArmed(change, described(state, machine));
            }
            cloud.pause().pause(BETWEEN_LOOKS);
        }
    }

    private static String described(AlarmState state, Ec2InstanceId machine) {
        return switch (state) {
            case AlarmState.Unknown(String why) -> why;
            case AlarmState.Known(Ec2InstanceId watched, Alarms.Value value, Instant since) ->
                watched.equals(machine)
                        ? "it is in " + value + " since " + since
                        : "it watches " + watched + ", not " + machine;
        };
    }
}
