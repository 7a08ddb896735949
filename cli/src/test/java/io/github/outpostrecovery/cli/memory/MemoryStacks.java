package io.github.outpostrecovery.cli.memory;

import io.github.outpostrecovery.cli.cloud.Stacks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** CloudFormation, as far as a stack is made, changed, rolled back and deleted. */
public final class MemoryStacks implements Stacks {
    private final Map<String, Stack> stacks = new LinkedHashMap<>();
    private final List<Change> next = new ArrayList<>();
    private final Calls calls;

    MemoryStacks(Calls calls) {
        this.calls = calls;
    }

    /** The next change ends so. */
    public void ends(Change change) {
        next.add(change);
    }

    public void put(Stack stack) {
        stacks.put(stack.name(), stack);
    }

    @Override
    public Optional<Stack> find(String name) {
        return Optional.ofNullable(stacks.get(name));
    }

    @Override
    public Change apply(StackRequest request, Consumer<String> progress) {
        Optional<Stack> there = find(request.name());
        Optional<Stack> wanted = Optional.of(new Stack(
                request.name(),
                there.isPresent() ? "UPDATE_COMPLETE" : "CREATE_COMPLETE",
                request.parameters(),
                Map.of(),
                request.tags()));
        if (there.filter(stack -> stack.parameters().equals(request.parameters())
                        && stack.tags().equals(request.tags()))
                .isPresent()) {
            return new Change.Unchanged();
        }
        calls.change(there.isPresent() ? "UpdateStack" : "CreateStack", request.name());
        if (!next.isEmpty()) {
            Change end = next.removeFirst();
            if (end instanceof Change.Failed(String status, List<String> reasons)) {
                stacks.put(
                        request.name(),
                        new Stack(request.name(), status, request.parameters(), Map.of(), request.tags()));
            }
            return end;
        }
        stacks.put(request.name(), wanted.get());
        return there.isPresent() ? new Change.Updated() : new Change.Created();
    }

    @Override
    public Change delete(String name, Consumer<String> progress) {
        calls.change("DeleteStack", name);
        if (!next.isEmpty()) {
            return next.removeFirst();
        }
        stacks.remove(name);
        return new Change.Deleted();
    }

    @Override
    public List<Stack> named(String prefix) {
        return stacks.values().stream()
                .filter(stack -> stack.name().startsWith(prefix))
                .toList();
    }
}
