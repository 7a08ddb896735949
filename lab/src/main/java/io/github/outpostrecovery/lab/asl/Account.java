package io.github.outpostrecovery.lab.asl;

/**
 * Where the simulated service is.
 *
 * @param region such as {@code us-west-2}
 * @param accountId twelve digits
 */
public record Account(String region, String accountId) {
    String stateMachineArn(String stateMachine) {
        return "arn:aws:states:" + region + ":" + accountId + ":stateMachine:" + stateMachine;
    }

    ExecutionArn executionArn(String stateMachine, String name) {
        return new ExecutionArn(
                "arn:aws:states:" + region + ":" + accountId + ":execution:" + stateMachine + ":" + name);
    }

    String roleArn(String stateMachine) {
        return "arn:aws:iam::" + accountId + ":role/" + stateMachine;
    }
}
