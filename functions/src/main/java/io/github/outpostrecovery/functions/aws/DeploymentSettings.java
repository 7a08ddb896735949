package io.github.outpostrecovery.functions.aws;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the template tells each function by its environment.
 *
 * @param stack the name of the engine's stack
 * @param table the name of the table with the books
 * @param noticeTopic the ARN of the topic for mail
 * @param alarmTopic the ARN of the topic that every alarm must tell
 * @param recoveryMachine the ARN of the recovery state machine, without an alias
 * @param recoveryAlias the ARN of its alias, by which executions are started
 * @param approvalMachine the ARN of the approving state machine
 * @param partition of the region, as its ARNs name it
 */
record DeploymentSettings(
        String stack,
        String table,
        String noticeTopic,
        String alarmTopic,
        String recoveryMachine,
        String recoveryAlias,
        String approvalMachine,
        String partition,
        String region) {
    private static final String STACK = "STACK_NAME";
    private static final String TABLE = "RECOVERY_TABLE";
    private static final String NOTICE_TOPIC = "NOTICE_TOPIC_ARN";
    private static final String ALARM_TOPIC = "ALARM_TOPIC_ARN";
    private static final String RECOVERY_MACHINE = "RECOVERY_STATE_MACHINE_ARN";
    private static final String RECOVERY_ALIAS = "RECOVERY_STATE_MACHINE_ALIAS_ARN";
    private static final String APPROVAL_MACHINE = "APPROVAL_STATE_MACHINE_ARN";
    private static final List<String> ALL =
            List.of(STACK, TABLE, NOTICE_TOPIC, ALARM_TOPIC, RECOVERY_MACHINE, RECOVERY_ALIAS, APPROVAL_MACHINE);

    private static final Pattern MACHINE_ARN =
            Pattern.compile("arn:([a-z-]+):states:([a-z0-9-]+):[0-9]{12}:stateMachine:.+");

    /** Reads the environment. Fails with the names of all variables that it lacks. */
    static DeploymentSettings of(Map<String, String> environment) {
        List<String> missing = ALL.stream()
                .filter(name -> environment.getOrDefault(name, "").isBlank())
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the environment of this function lacks " + String.join(", ", missing)
                    + ": template.yaml sets them for every function");
        }
        String machine = value(environment, RECOVERY_MACHINE);
        Matcher arn = MACHINE_ARN.matcher(machine);
        if (!arn.matches()) {
            throw new IllegalStateException(RECOVERY_MACHINE + " is not the ARN of a state machine: " + machine);
        }
        return new DeploymentSettings(
                value(environment, STACK),
                value(environment, TABLE),
                value(environment, NOTICE_TOPIC),
                value(environment, ALARM_TOPIC),
                machine,
                value(environment, RECOVERY_ALIAS),
                value(environment, APPROVAL_MACHINE),
                arn.group(1),
                arn.group(2));
    }

    private static String value(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
