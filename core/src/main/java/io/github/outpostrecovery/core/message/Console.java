package io.github.outpostrecovery.core.message;

import io.github.outpostrecovery.core.name.ExecutionArn;
import java.util.Arrays;

/**
 * Where people look in the AWS console.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param approvalMachine the ARN of the state machine that is started to approve or to reject
 */
public record Console(String partition, String region, String approvalMachine) {
    /** {@code arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME}. */
    private static final int EXECUTION_PARTS = 8;

    private static final int KIND = 5;

    /** The page of one execution. */
    public String of(ExecutionArn execution) {
        return host() + "/states/home?region=" + region + "#/v2/executions/details/" + execution;
    }

    /** The page on which the approving state machine is started. */
    public String approval() {
        return host() + "/states/home?region=" + region + "#/statemachines/view/" + approvalMachine;
    }

    /** The page on which the recovering state machine is started again: that of the machine that {@code execution} ran on. */
    public String recovery(ExecutionArn execution) {
        String[] parts = execution.value().split(":", -1);
        if (parts.length != EXECUTION_PARTS || !parts[KIND].equals("execution")) {
            return of(execution);
        }
        parts[KIND] = "stateMachine";
        String machine = String.join(":", Arrays.copyOf(parts, EXECUTION_PARTS - 1));
        return host() + "/states/home?region=" + region + "#/statemachines/view/" + machine;
    }

    private String host() {
        String domain = switch (partition) {
            case "aws-cn" -> "amazonaws.cn";
            case "aws-us-gov" -> "amazonaws-us-gov.com";
            case String other -> "aws.amazon.com";
        };
        return "https://" + (partition.equals("aws") ? region + ".console." : "console.") + domain;
    }
}
