package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.core.configuration.Policy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How patient the engine is, where it is not to be as it always is. */
final class PolicyFlags {
    @Option(
            names = "--boot-grace",
            paramLabel = "DURATION",
            description = "how long after its launch a machine cannot be a victim, such as PT5M")
    private @Nullable Duration bootGrace;

    @Option(
            names = "--verify-patience",
            paramLabel = "DURATION",
            description = "how long to ask planes that do not answer")
    private @Nullable Duration verify;

    @Option(
            names = "--fence-patience",
            paramLabel = "DURATION",
            description = "how long to fence and drain before a person is called")
    private @Nullable Duration fence;

    @Option(
            names = "--launch-patience",
            paramLabel = "DURATION",
            description = "how long the result of a launch may stay unknown")
    private @Nullable Duration launch;

    @Option(
            names = "--attach-patience",
            paramLabel = "DURATION",
            description = "how long a new machine may take to attach")
    private @Nullable Duration attach;

    @Option(
            names = "--remaining-paths-patience",
            paramLabel = "DURATION",
            description = "how long after its first path it may take to be seen on all of them")
    private @Nullable Duration paths;

    @Option(
            names = "--arm-patience",
            paramLabel = "DURATION",
            description = "how long its alarm may take to be seen OK")
    private @Nullable Duration arm;

    /** What changes; the rest stays as it is. */
    UnaryOperator<Policy> change() {
        return policy -> new Policy(
                positive("--boot-grace", bootGrace, policy.bootGrace()),
                positive("--verify-patience", verify, policy.verifyPatience()),
                positive("--fence-patience", fence, policy.fencePatience()),
                positive("--launch-patience", launch, policy.launchPatience()),
                positive("--attach-patience", attach, policy.attachPatience()),
                positive("--remaining-paths-patience", paths, policy.remainingPathsPatience()),
                positive("--arm-patience", arm, policy.armPatience()));
    }

    private static Duration positive(String option, @Nullable Duration said, Duration usual) {
        Duration length = Optional.ofNullable(said).orElse(usual);
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException(option + " " + length + " is no time: write PT5M for five minutes");
        }
        return length;
    }
}
