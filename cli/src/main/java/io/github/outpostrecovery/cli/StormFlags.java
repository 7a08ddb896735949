package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.configuration.StormPolicy;
import io.github.outpostrecovery.core.name.Priority;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the engine makes of many failures at once, where that is not to be as it always is. */
final class StormFlags {
    @Option(
            names = "--priority",
            paramLabel = "1-9",
            description = "in which order it is recovered if others fail with it: 1 first, 9 last, usually 5")
    private @Nullable Integer priority;

    @Option(
            names = "--storm-window",
            paramLabel = "DURATION",
            description = "within which time failures count together, such as PT10M")
    private @Nullable Duration window;

    @Option(
            names = "--storm-servers",
            paramLabel = "NUMBER",
            description = "how many servers of one array may be gone before a person is asked about the next")
    private @Nullable Integer servers;

    @Option(
            names = "--storm-guests",
            paramLabel = "NUMBER",
            description = "how many instances of one array may fail on servers that live before a person is asked")
    private @Nullable Integer guests;

    @Option(
            names = "--recoveries-per-array",
            paramLabel = "NUMBER",
            description = "how many recoveries work on one array at once")
    private @Nullable Integer recoveries;

    /** Refuses what no configuration may say. */
    void check() {
        Optional.ofNullable(priority).ifPresent(Priority::new);
        StormPolicy _ = policy(StormPolicy.STANDARD);
    }

    /** What changes; the rest stays as it is. */
    UnaryOperator<ProtectedInstance> change() {
        return configured -> configured.with(
                Optional.ofNullable(priority).map(Priority::new).or(configured::priority),
                said() ? Optional.of(policy(configured.stormPolicy())) : configured.storm());
    }

    private boolean said() {
        return Stream.of(
                        Optional.ofNullable(window),
                        Optional.ofNullable(servers),
                        Optional.ofNullable(guests),
                        Optional.ofNullable(recoveries))
                .anyMatch(Optional::isPresent);
    }

    private StormPolicy policy(StormPolicy usual) {
        return new StormPolicy(
                Optional.ofNullable(window).orElse(usual.window()),
                Optional.ofNullable(servers).orElse(usual.serversPerArray()),
                Optional.ofNullable(guests).orElse(usual.guests()),
                usual.guestsOfEngine(),
                Optional.ofNullable(recoveries).orElse(usual.recoveriesPerArray()),
                usual.gather());
    }
}
