package io.github.outpostrecovery.cli.local;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Stacks;
import io.github.outpostrecovery.lab.region.SimulatedStacks;
import io.github.outpostrecovery.lab.region.stack.StackRecord;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** CloudFormation of the simulated Region. */
final class LocalStacks implements Stacks {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final SimulatedStacks stacks;
    private final Pause pause;

    LocalStacks(SimulatedStacks stacks, Pause pause) {
        this.stacks = requireNonNull(stacks, "stacks is null");
        this.pause = requireNonNull(pause, "pause is null");
    }

    @Override
    public Optional<Stack> find(String name) {
        return record(name).map(LocalStacks::stack);
    }

    @Override
    public List<Stack> named(String prefix) {
        return ServiceCall.of(stacks::list).stream()
                .filter(stack -> stack.name().startsWith(prefix))
                .map(LocalStacks::stack)
                .toList();
    }

    /** A stack whose creation was rolled back cannot be changed; it is deleted and made anew. */
    @Override
    public Change apply(StackRequest request, Consumer<String> progress) {
        Optional<StackRecord> before = record(request.name());
        if (before.filter(stack -> stack.status().equals("ROLLBACK_COMPLETE")).isPresent()) {
            Change _ = delete(request.name(), progress);
            before = Optional.empty();
        }
        int seen = before.map(stack -> stack.events().size()).orElse(0);
        boolean there = before.isPresent();
        try {
            ServiceCall.run(() -> {
                if (there) {
                    stacks.update(request.name(), request.template(), request.parameters(), request.tags());
                } else {
                    stacks.create(request.name(), request.template(), request.parameters(), request.tags());
                }
            });
        } catch (CloudTroubleException refused) {
            if (String.valueOf(refused.getMessage())
                    .contains(io.github.outpostrecovery.lab.region.stack.Stacks.NOTHING_TO_DO)) {
                return new Change.Unchanged();
            }
            throw refused;
        }
        StackRecord ended = await(request.name(), seen, progress)
                .orElseThrow(() -> new CloudTroubleException(
                        "ValidationError", "the stack " + request.name() + " was deleted meanwhile", null));
        return switch (ended.status()) {
            case "CREATE_COMPLETE" -> new Change.Created();
            case "UPDATE_COMPLETE" -> new Change.Updated();
            case String other -> new Change.Failed(other, reasons(ended, seen));
        };
    }

    @Override
    public Change delete(String name, Consumer<String> progress) {
        Optional<StackRecord> before = record(name);
        if (before.isEmpty()) {
            return new Change.Unchanged();
        }
        int seen = before.get().events().size();
        ServiceCall.run(() -> stacks.delete(name));
        return await(name, seen, progress)
                .<Change>map(left -> new Change.Failed(left.status(), reasons(left, seen)))
                .orElseGet(Change.Deleted::new);
    }

    private Optional<StackRecord> await(String name, int alreadySeen, Consumer<String> progress) {
        int seen = alreadySeen;
        while (true) {
            Optional<StackRecord> now = record(name);
            if (now.isPresent()) {
                List<StackRecord.Event> events = now.get().events();
                events.subList(seen, events.size()).forEach(event -> progress.accept(event.line()));
                seen = events.size();
            }
            if (now.filter(StackRecord::inProgress).isEmpty()) {
                return now;
            }
            rest();
        }
    }

    private void rest() {
        try {
            pause.pause(BETWEEN_LOOKS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CloudTroubleException("Interrupted", "interrupted while a stack was being changed", interrupted);
        }
    }

    private Optional<StackRecord> record(String name) {
        return ServiceCall.of(stacks::list).stream()
                .filter(stack -> stack.name().equals(name))
                .findFirst();
    }

    private static List<String> reasons(StackRecord ended, int seen) {
        return ended.events().subList(seen, ended.events().size()).stream()
                .filter(event -> event.status().endsWith("_FAILED"))
                .map(StackRecord.Event::line)
                .toList();
    }

    private static Stack stack(StackRecord kept) {
        Map<String, String> outputs = new HashMap<>();
        if (kept.status().equals("CREATE_COMPLETE") || kept.status().startsWith("UPDATE_")) {
            String instance = kept.parameters().getOrDefault("InstanceName", "");
            outputs.put("AlarmName", "outpost-recovery-" + instance);
            outputs.put(
                    "ConfigurationParameter",
                    "/" + kept.parameters().getOrDefault("EngineStack", "") + "/instances/" + instance);
        }
        return new Stack(kept.name(), kept.status(), kept.parameters(), outputs, kept.tags());
    }
}
