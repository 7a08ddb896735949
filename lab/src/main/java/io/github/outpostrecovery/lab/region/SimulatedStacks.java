package io.github.outpostrecovery.lab.region;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.lab.region.stack.ProtectionResources;
import io.github.outpostrecovery.lab.region.stack.StackRecord;
import io.github.outpostrecovery.lab.region.stack.Stacks;
import io.github.outpostrecovery.lab.time.Agenda;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * CloudFormation. Knows the protection stack, and really makes its three resources: the alarm, the parameter and the policy.
 * Fails with {@link ServiceErrorException} where CloudFormation refuses or does not answer.
 */
public final class SimulatedStacks {
    private static final String VALIDATION = "ValidationError";
    private static final String PREFIX = "autorestart-";
    private static final String ALARM_PREFIX = "outpost-recovery-";

    private final ServiceCalls calls;
    private final Stacks stacks;
    private final Map<String, String> policies;

    /**
     * All that it knows.
     *
     * @param policies the role that each policy lets the engine pass
     */
    public record State(Stacks.State stacks, Map<String, String> policies, List<ArmedCallFault> faults) {
        public static final State EMPTY = new State(Stacks.State.EMPTY, Map.of(), List.of());
    }

    /**
     * @param engineStack the name of the engine's stack, whose exports protection stacks import
     */
    SimulatedStacks(
            Agenda agenda,
            Latencies latencies,
            SimulatedAlarms alarms,
            SimulatedParameters parameters,
            String engineStack,
            State saved) {
        this.calls = new ServiceCalls(agenda, latencies, saved.faults());
        this.policies = new TreeMap<>(saved.policies());
        this.stacks = new Stacks(agenda, new Made(alarms, parameters, engineStack, policies), saved.stacks());
    }

    State save() {
        return new State(stacks.save(), new TreeMap<>(policies), calls.save());
    }

    /** Where faults are armed: {@code CreateStack}, {@code UpdateStack}, {@code DeleteStack}, {@code DescribeStacks}. */
    public ServiceCalls calls() {
        return calls;
    }

    /** The role that each policy of a protection stack lets the engine pass. */
    public Map<String, String> policies() {
        return new TreeMap<>(policies);
    }

    /** Has the next making or changing of a resource fail: {@code InstanceAlarm} and the other logical ids. */
    public void failNext(String logicalId, String reason) {
        stacks.failNext(logicalId, reason);
    }

    /** {@code DescribeStacks}. */
    public List<StackRecord> list() {
        return answered("DescribeStacks", calls.read("DescribeStacks", stacks::all));
    }

    /** {@code CreateStack}. */
    public void create(String name, String template, Map<String, String> parameters, Map<String, String> tags) {
        order("CreateStack", () -> {
            if (stacks.find(name).isPresent()) {
                return Optional.of(
                        new Ec2Catalog.LaunchTrouble("AlreadyExistsException", "Stack [" + name + "] already exists"));
            }
            return put(name, template, parameters, tags);
        });
    }

    /** {@code UpdateStack}. */
    public void update(String name, String template, Map<String, String> parameters, Map<String, String> tags) {
        order(
                "UpdateStack",
                () -> stacks.find(name).isEmpty()
                        ? Optional.of(new Ec2Catalog.LaunchTrouble(VALIDATION, "Stack [" + name + "] does not exist"))
                        : put(name, template, parameters, tags));
    }

    /** {@code DeleteStack}. */
    public void delete(String name) {
        order("DeleteStack", () -> {
            stacks.delete(name);
            return Optional.empty();
        });
    }

    /** The engine has pointed an alarm at another machine, and brings the stack in line if there is one. */
    void follow(AlarmName alarm, Ec2InstanceId machine) {
        String name = alarm.value();
        if (name.startsWith(ALARM_PREFIX)) {
            stacks.change(PREFIX + name.substring(ALARM_PREFIX.length()), "InstanceId", machine.value());
        }
    }

    private Optional<Ec2Catalog.LaunchTrouble> put(
            String name, String template, Map<String, String> parameters, Map<String, String> tags) {
        Optional<String> trouble = stacks.trouble(name, template, parameters, tags);
        if (trouble.isEmpty()) {
            stacks.put(name, template, parameters, tags);
        }
        return trouble.map(why -> new Ec2Catalog.LaunchTrouble(VALIDATION, why));
    }

    private void order(String operation, Supplier<Optional<Ec2Catalog.LaunchTrouble>> work) {
        answered(operation, calls.change(operation, delay -> {}, work)).ifPresent(refused -> {
            throw new ServiceErrorException(refused.code(), refused.message());
        });
    }

    private static <T> T answered(String operation, CallResult<T> result) {
        return switch (result) {
            case CallResult.Answered<T>(T value) -> value;
            case CallResult.Refused<T>(String code, String message) ->
                throw new ServiceErrorException(code, operation + ": " + message);
            case CallResult.Unanswered<T>(String why) ->
                throw new ServiceErrorException(ServiceErrorException.NO_ANSWER, why);
        };
    }

    /** The alarm, the parameter and the policy. */
    private record Made(
            SimulatedAlarms alarms, SimulatedParameters parameters, String engineStack, Map<String, String> policies)
            implements ProtectionResources {
        private static final String ROLE = "InstanceProfileRoleArn";

        Made {
            requireNonNull(alarms, "alarms is null");
            requireNonNull(parameters, "parameters is null");
        }

        @Override
        public Optional<String> put(String logicalId, Map<String, String> values, Ownership own) {
            String engine = values.getOrDefault("EngineStack", "");
            if (!engine.equals(engineStack)) {
                return Optional.of("No export named " + engine + "-AlarmTopicArn found.");
            }
            return switch (logicalId) {
                case "InstanceAlarm" -> putAlarm(values, own);
                case "InstanceConfiguration" -> putParameter(values, own);
                case "LaunchWithProfile" -> {
                    policies.put(policy(values), values.getOrDefault(ROLE, ""));
                    yield Optional.empty();
                }
                default -> throw new IllegalArgumentException("no resource of a protection stack: " + logicalId);
            };
        }

        /** A machine without a profile needs no right to pass one. */
        @Override
        public boolean isWanted(String logicalId, Map<String, String> values) {
            return !logicalId.equals("LaunchWithProfile")
                    || !values.getOrDefault(ROLE, "").isEmpty();
        }

        private Optional<String> putAlarm(Map<String, String> values, Ownership own) {
            AlarmName alarm = alarm(values);
            if (own == Ownership.NEW && alarms.alarm(alarm).isPresent()) {
                return Optional.of(alarm + " already exists");
            }
            alarms.create(alarm, new Ec2InstanceId(values.getOrDefault("InstanceId", "")));
            return Optional.empty();
        }

        private Optional<String> putParameter(Map<String, String> values, Ownership own) {
            String parameter = parameter(values);
            if (own == Ownership.NEW && parameters.under(parameter).containsKey(parameter)) {
                return Optional.of("The parameter already exists: " + parameter);
            }
            // A long configuration comes in two parameters of the stack.
            parameters.put(
                    parameter, values.getOrDefault("Configuration", "") + values.getOrDefault("ConfigurationRest", ""));
            return Optional.empty();
        }

        @Override
        public void remove(String logicalId, Map<String, String> values) {
            switch (logicalId) {
                case "InstanceAlarm" -> alarms.delete(alarm(values));
                case "InstanceConfiguration" -> parameters.delete(parameter(values));
                case "LaunchWithProfile" -> policies.remove(policy(values));
                default -> throw new IllegalArgumentException("no resource of a protection stack: " + logicalId);
            }
        }

        private static AlarmName alarm(Map<String, String> values) {
            return new AlarmName(ALARM_PREFIX + values.getOrDefault("InstanceName", ""));
        }

        private static String parameter(Map<String, String> values) {
            return "/" + values.getOrDefault("EngineStack", "") + "/instances/"
                    + values.getOrDefault("InstanceName", "");
        }

        private static String policy(Map<String, String> values) {
            return "pass-profile-of-" + values.getOrDefault("InstanceName", "");
        }
    }
}
