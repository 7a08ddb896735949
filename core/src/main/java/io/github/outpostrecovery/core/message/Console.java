package io.github.outpostrecovery.core.message;

import io.github.outpostrecovery.core.name.ExecutionArn;

/**
 * Where people look in the AWS console.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param approvalMachine the ARN of the state machine that is started to approve or to reject
 */
public record Console(String partition, String region, String approvalMachine) {
    /** The page of one execution. */
    public String of(ExecutionArn execution) {
        return host() + "/states/home?region=" + region + "#/v2/executions/details/" + execution;
    }

    /** The page on which the approving state machine is started. */
    public String approval() {
        return host() + "/states/home?region=" + region + "#/statemachines/view/" + approvalMachine;
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
