package io.github.outpostrecovery.lab.asl;

import java.util.Optional;

/**
 * Which task is being called.
 *
 * @param execution the execution
 * @param state the name of the state
 * @param retryCount how often the state was retried before this call
 * @param taskToken the token that ends the task, for a {@code .waitForTaskToken} resource
 */
public record TaskContext(ExecutionArn execution, String state, int retryCount, Optional<String> taskToken) {}
