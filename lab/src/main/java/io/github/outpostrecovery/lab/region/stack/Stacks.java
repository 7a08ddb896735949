package io.github.outpostrecovery.lab.region.stack;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.region.stack.ProtectionResources.Ownership;
import io.github.outpostrecovery.lab.region.stack.StackRecord.Event;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The stacks of a Region and how they change: one resource after the other, and back again if one cannot be made.
 *
 * <p>Only the template of the protection stack is known, by its three resources. Orders are refused with the message of
 * CloudFormation; {@link #trouble} says what would be.
 */
public final class Stacks {
    /** What CloudFormation says where nothing would be changed. */
    public static final String NOTHING_TO_DO = "No updates are to be performed.";

    private static final String RECIPIENT = "region/stacks";
    private static final Duration ROLLING_BACK = Duration.ofSeconds(8);
    private static final Duration DELETING = Duration.ofSeconds(9);
    private static final Duration FINISHED = Duration.ofSeconds(17);

    /** By when each is made, counted from the order: a policy of IAM takes the longest. */
    private static final Map<String, Duration> RESOURCES = new LinkedHashMap<>();

    static {
        RESOURCES.put("InstanceConfiguration", Duration.ofSeconds(3));
        RESOURCES.put("InstanceAlarm", Duration.ofSeconds(5));
        RESOURCES.put("LaunchWithProfile", Duration.ofSeconds(14));
    }

    private static final List<String> TYPES =
            List.of("AWS::CloudWatch::Alarm", "AWS::SSM::Parameter", "AWS::IAM::RolePolicy");

    private final Agenda agenda;
    private final ProtectionResources services;
    private final Map<String, StackRecord> stacks = new TreeMap<>();
    private final Map<String, String> failing;

    /**
     * All that is known. What is due later is saved with the agenda.
     *
     * @param failing the resources that cannot be made the next time, and why
     */
    public record State(List<StackRecord> stacks, Map<String, String> failing) {
        public static final State EMPTY = new State(List.of(), Map.of());
    }

    public Stacks(Agenda agenda, ProtectionResources services, State saved) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.services = requireNonNull(services, "services is null");
        saved.stacks().forEach(stack -> stacks.put(stack.name(), stack));
        this.failing = new TreeMap<>(saved.failing());
        agenda.register(RECIPIENT, Recipient.Kind.WORLD, this::receive);
    }

    public State save() {
        return new State(all(), new TreeMap<>(failing));
    }

    public List<StackRecord> all() {
        return List.copyOf(stacks.values());
    }

    public Optional<StackRecord> find(String name) {
        return Optional.ofNullable(stacks.get(name));
    }

    /** Has the next making or changing of a resource fail, in whatever stack. */
    public void failNext(String logicalId, String reason) {
        failing.put(logicalId, reason);
    }

    /** Why a stack cannot be made or changed so, if so; {@link #NOTHING_TO_DO} if it is so already. */
    public Optional<String> trouble(
            String name, String template, Map<String, String> parameters, Map<String, String> tags) {
        if (!TYPES.stream().allMatch(template::contains)) {
            return Optional.of("Template format error: this Region knows the template of the protection stack only");
        }
        TemplateParameters declared = TemplateParameters.of(template);
        Map<String, String> values = declared.complete(parameters);
        Optional<StackRecord> known = find(name);
        return declared.objection(values)
                .or(() -> known.filter(StackRecord::inProgress).map(Stacks::cannotBeUpdated))
                .or(() -> known.filter(stack -> stack.status().equals("ROLLBACK_COMPLETE")
                                || stack.status().endsWith("_FAILED"))
                        .map(Stacks::cannotBeUpdated))
                .or(() -> known.filter(stack -> stack.parameters().equals(values)
                                && stack.template().equals(template)
                                && stack.tags().equals(tags))
                        .map(stack -> NOTHING_TO_DO));
    }

    private static String cannotBeUpdated(StackRecord stack) {
        return "Stack:" + stack.name() + " is in " + stack.status() + " state and can not be updated.";
    }

    /** Begins to make or change a stack that nothing stands against. */
    public void put(String name, String template, Map<String, String> parameters, Map<String, String> tags) {
        Map<String, String> values = TemplateParameters.of(template).complete(parameters);
        Optional<StackRecord> known = find(name);
        String status = known.isPresent() ? "UPDATE_IN_PROGRESS" : "CREATE_IN_PROGRESS";
        StackRecord begun = known.map(stack -> stack.becoming(template, values, tags))
                .orElseGet(() -> new StackRecord(name, "", template, values, Map.of(), tags, List.of(), List.of()));
        stacks.put(name, begun.in(status, event(name, status, "User Initiated")));
        RESOURCES.forEach((resource, due) -> schedule(due, new StackEvent.ResourceDue(name, resource)));
        schedule(FINISHED, new StackEvent.Finished(name));
    }

    /** Changes one parameter of a stack; without effect if it has that value, or is being changed. */
    public void change(String name, String parameter, String value) {
        find(name)
                .filter(stack ->
                        !stack.inProgress() && !value.equals(stack.parameters().get(parameter)))
                .ifPresent(stack -> {
                    Map<String, String> values = new TreeMap<>(stack.parameters());
                    values.put(parameter, value);
                    put(name, stack.template(), values, stack.tags());
                });
    }

    /** Begins to delete a stack; without effect if there is none, or it is being deleted. */
    public void delete(String name) {
        find(name).filter(stack -> !stack.status().equals("DELETE_IN_PROGRESS")).ifPresent(stack -> {
            stacks.put(name, stack.in("DELETE_IN_PROGRESS", event(name, "DELETE_IN_PROGRESS", "User Initiated")));
            schedule(DELETING, new StackEvent.Deleted(name));
        });
    }

    private void receive(JsonNode payload) {
        switch (JsonRecords.read(payload, StackEvent.class)) {
            case StackEvent.ResourceDue(String name, String resource) ->
                find(name).filter(Stacks::isMaking).ifPresent(stack -> make(stack, resource));
            case StackEvent.Finished(String name) ->
                find(name).filter(Stacks::isMaking).ifPresent(this::finish);
            case StackEvent.RolledBack(String name) ->
                find(name)
                        .filter(stack -> stack.status().endsWith("ROLLBACK_IN_PROGRESS"))
                        .ifPresent(this::rollBack);
            case StackEvent.Deleted(String name) -> find(name).ifPresent(this::remove);
        }
    }

    private static boolean isMaking(StackRecord stack) {
        return stack.status().equals("CREATE_IN_PROGRESS") || stack.status().equals("UPDATE_IN_PROGRESS");
    }

    private void make(StackRecord stack, String resource) {
        boolean there = stack.made().contains(resource);
        if (!services.isWanted(resource, stack.parameters())) {
            drop(stack, resource);
            return;
        }
        String verb = there ? "UPDATE" : "CREATE";
        Optional<String> trouble = Optional.ofNullable(failing.remove(resource))
                .or(() -> services.put(resource, stack.parameters(), there ? Ownership.OF_THE_STACK : Ownership.NEW));
        if (trouble.isEmpty()) {
            List<String> made = new ArrayList<>(stack.made());
            if (!there) {
                made.add(resource);
            }
            stacks.put(stack.name(), stack.having(made).with(event(resource, verb + "_COMPLETE", "")));
            return;
        }
        String status =
                stack.status().equals("CREATE_IN_PROGRESS") ? "ROLLBACK_IN_PROGRESS" : "UPDATE_ROLLBACK_IN_PROGRESS";
        stacks.put(
                stack.name(),
                stack.with(event(resource, verb + "_FAILED", trouble.get()))
                        .in(
                                status,
                                event(stack.name(), status, "The following resource(s) failed: [" + resource + "]")));
        schedule(ROLLING_BACK, new StackEvent.RolledBack(stack.name()));
    }

    private void drop(StackRecord stack, String resource) {
        if (stack.made().contains(resource)) {
            services.remove(resource, stack.before());
            List<String> left = new ArrayList<>(stack.made());
            left.remove(resource);
            stacks.put(stack.name(), stack.having(left).with(event(resource, "DELETE_COMPLETE", "")));
        }
    }

    private void finish(StackRecord stack) {
        String status = stack.status().replace("_IN_PROGRESS", "_COMPLETE");
        stacks.put(stack.name(), stack.in(status, event(stack.name(), status, "")));
    }

    private void rollBack(StackRecord stack) {
        if (stack.status().equals("ROLLBACK_IN_PROGRESS")) {
            stack.made().forEach(resource -> services.remove(resource, stack.parameters()));
            stacks.put(
                    stack.name(),
                    stack.having(List.of()).in("ROLLBACK_COMPLETE", event(stack.name(), "ROLLBACK_COMPLETE", "")));
            return;
        }
        StackRecord old = stack.asBefore();
        // What is given back what it had cannot be refused: it had it.
        old.made().forEach(resource -> services.put(resource, old.parameters(), Ownership.OF_THE_STACK));
        stacks.put(old.name(), old.in("UPDATE_ROLLBACK_COMPLETE", event(old.name(), "UPDATE_ROLLBACK_COMPLETE", "")));
    }

    private void remove(StackRecord stack) {
        stack.made().forEach(resource -> services.remove(resource, stack.parameters()));
        stacks.remove(stack.name());
    }

    private Event event(String resource, String status, String reason) {
        return new Event(agenda.instant(), resource, status, reason);
    }

    private void schedule(Duration delay, StackEvent event) {
        agenda.schedule(delay, RECIPIENT, JsonRecords.write(event));
    }
}
