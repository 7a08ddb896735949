package io.github.outpostrecovery.lab.asl.definition;

/**
 * What follows an error that is not retried, or no longer.
 *
 * @param errors the errors it is for
 * @param resultPath where {@code {"Error","Cause"}} goes in the state's raw input
 * @param next the state that follows
 */
public record Catcher(ErrorMatch errors, ResultPath resultPath, String next) {}
