package io.github.outpostrecovery.cli.protect;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Stacks;
import io.github.outpostrecovery.cli.cloud.Stacks.Change;
import io.github.outpostrecovery.cli.cloud.Stacks.Stack;
import io.github.outpostrecovery.cli.cloud.Stacks.StackRequest;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The CloudFormation stack of one protection: its alarm, its configuration, its right to pass a profile. */
public final class ProtectionStack {
    private static final String PREFIX = "autorestart-";
    private static final String CLUSTERED = "outpost-recovery:clustered";
    private static final String NAME_PARAMETER = "InstanceName";
    private static final String ENGINE_PARAMETER = "EngineStack";

    /** A stack in such a state was never whole: CloudFormation lets it be deleted, and nothing else. */
    private static final Set<String> NEVER_MADE =
            Set.of("CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "REVIEW_IN_PROGRESS", "DELETE_FAILED");

    private final Stacks stacks;
    private final String engine;

    /**
     * Makes one.
     *
     * @param engine the name of the engine's stack
     */
    public ProtectionStack(Stacks stacks, String engine) {
        this.stacks = requireNonNull(stacks, "stacks is null");
        this.engine = requireNonNull(engine, "engine is null");
    }

    /** The name that the engine finds it by. */
    public static String nameOf(InstanceName instance) {
        return PREFIX + instance;
    }

    /** How a deployment or a deletion ended. */
    public sealed interface Ended {
        /** As it was to be: {@code created}, {@code updated}, {@code unchanged}, {@code deleted}. */
        record Done(String change) implements Ended {}

        /** It was not, and the reasons that CloudFormation gives. */
        record Failed(String status, List<String> reasons) implements Ended {
            public Failed {
                reasons = List.copyOf(reasons);
            }
        }
    }

    /** Why the stack of that name must not be touched, if so: it is another's, or somebody is at work on it. */
    public Optional<String> objection(InstanceName instance) {
        return stacks.find(nameOf(instance)).flatMap(stack -> objection(stack, instance));
    }

    private Optional<String> objection(Stack stack, InstanceName instance) {
        Map<String, String> parameters = stack.parameters();
        if (!instance.value().equals(parameters.get(NAME_PARAMETER))
                || !engine.equals(parameters.get(ENGINE_PARAMETER))) {
            return Optional.of("[stack-name-taken] the stack " + stack.name() + " is not the protection of " + instance
                    + " by " + engine + ": delete it by hand if nobody needs it");
        }
        return stack.status().endsWith("_IN_PROGRESS") && !stack.status().equals("REVIEW_IN_PROGRESS")
                ? Optional.of("[stack-busy] the stack " + stack.name() + " is being changed (" + stack.status()
                        + "): wait, and run this again")
                : Optional.empty();
    }

    /** Whether a person said at the last protection that the volumes are shared by a cluster; empty if nobody was asked. */
    public Optional<Boolean> saidClustered(InstanceName instance) {
        return stacks.find(nameOf(instance))
                .flatMap(stack -> Optional.ofNullable(stack.tags().get(CLUSTERED)))
                .map("yes"::equals);
    }

    /** Makes it, or brings it in line. What was left of a failed creation is deleted first, since nothing else can be done to it. */
    public Ended deploy(String template, Protection.Proposed proposed, Consumer<String> progress) {
        InstanceName instance = proposed.configuration().name();
        String name = nameOf(instance);
        Optional<Stack> there = stacks.find(name);
        Optional<String> objection = there.flatMap(stack -> objection(stack, instance));
        if (objection.isPresent()) {
            return new Ended.Failed(there.map(Stack::status).orElse(""), List.of(objection.get()));
        }
        if (there.filter(stack -> NEVER_MADE.contains(stack.status())).isPresent()) {
            progress.accept("deleting what is left of a failed " + name);
            Ended cleared = ended(stacks.delete(name, progress));
            if (cleared instanceof Ended.Failed) {
                return cleared;
            }
        }
        return ended(stacks.apply(request(name, template, proposed), progress));
    }

    /** Deletes it. Deleting what is not there changes nothing. */
    public Ended delete(InstanceName instance, Consumer<String> progress) {
        Optional<String> objection = objection(instance);
        return objection.isPresent()
                ? new Ended.Failed("", List.of(objection.get()))
                : ended(stacks.delete(nameOf(instance), progress));
    }

    private StackRequest request(String name, String template, Protection.Proposed proposed) {
        ConfigurationText text = ConfigurationText.of(proposed.configuration());
        Map<String, String> parameters = new TreeMap<>();
        parameters.put(NAME_PARAMETER, proposed.configuration().name().value());
        parameters.put("InstanceId", proposed.books().current().id().value());
        parameters.put(ENGINE_PARAMETER, engine);
        parameters.put("Configuration", text.first());
        parameters.put("ConfigurationRest", text.rest());
        parameters.put("InstanceProfileRoleArn", proposed.role().orElse(""));
        return new StackRequest(
                name,
                template,
                parameters,
                Map.of(
                        LaunchTags.STACK,
                        engine,
                        LaunchTags.INSTANCE,
                        proposed.configuration().name().value(),
                        CLUSTERED,
                        switch (proposed.clustering()) {
                            case CLUSTERED -> "yes";
                            case SINGLE -> "no";
                        }));
    }

    private static Ended ended(Change change) {
        return switch (change) {
            case Change.Created created -> new Ended.Done("created");
            case Change.Updated updated -> new Ended.Done("updated");
            case Change.Unchanged unchanged -> new Ended.Done("unchanged");
            case Change.Deleted deleted -> new Ended.Done("deleted");
            case Change.Failed(String status, List<String> reasons) -> new Ended.Failed(status, reasons);
        };
    }
}
