package io.github.outpostrecovery.core.readiness;

/** One thing that a recovery needs. */
public sealed interface Finding {
    /** What was looked at, such as {@code launch: target op-1 / subnet-2}. */
    String subject();

    /** It is as it has to be. */
    record Passed(String subject) implements Finding {}

    /** No recovery fails by it, and whoever reads the report should know. */
    record Noted(String subject, String what) implements Finding {}

    /** A recovery would fail by it, or would not begin. */
    record Failed(String subject, String why) implements Finding {}
}
