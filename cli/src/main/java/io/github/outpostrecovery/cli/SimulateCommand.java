package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCatalogue;
import io.github.outpostrecovery.lab.simulation.RunName;
import io.github.outpostrecovery.lab.simulation.Simulation;
import io.github.outpostrecovery.lab.simulation.SimulationResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulate}: many recoveries with everything going wrong that can. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes thousands of recoveries go wrong in every way that is known, and looks for a broken rule: the real"
                    + " state",
            "machine, the real functions and the real array clients, on simulated arrays, on a clock of its own. What"
                    + " a run",
            "comes to depends on the seed and its number alone: the same seed gives the same JSON again, but for the"
                    + " one",
            "field runsPerSecond, on any number of threads. Ends with 1 if a rule was broken."
        })
final class SimulateCommand implements Callable<Integer> {
    private static final String SILENT = "outpost-recovery-silent-log4j2.xml";
    private static final long PROGRESS_EVERY = 500;

    @Option(names = "--runs", paramLabel = "N", description = "how many runs (default: ${DEFAULT-VALUE})")
    private long runs = 1000;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "what everything is drawn from (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--fault",
            paramLabel = "NAME",
            description = "have this fault strike in every run; --fault list shows all, and what shows each")
    private @Nullable String fault;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "begin no run after so long, even if there were to be more of them")
    private @Nullable Long minutes;

    @Option(
            names = "--threads",
            paramLabel = "T",
            description = "how many runs go on at once (default: as many as there are processors)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--output",
            paramLabel = "table|json",
            description = "how to show the result on stdout (default: ${DEFAULT-VALUE})",
            defaultValue = "TABLE")
    private Format format = Format.TABLE;

    @Option(
            names = "--replay",
            paramLabel = "RUN",
            description =
                    "make one run again, as it is named with a violation, such as 1:4711, and print it step by step")
    private @Nullable String replay;

    @Spec
    private @Nullable CommandSpec spec;

    /** The formats. */
    enum Format {
        TABLE,
        JSON
    }

    @Override
    public Integer call() throws InterruptedException {
        if (System.getProperty("log4j2.configurationFile") == null) {
            System.setProperty("log4j2.configurationFile", SILENT);
        }
        CommandSpec command = requireNonNull(spec, "picocli sets it");
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        if ("list".equals(fault)) {
            switch (format) {
                case TABLE -> SimulationOutput.list(FaultCatalogue.all(), out);
                case JSON -> SimulationOutput.jsonList(FaultCatalogue.all(), out);
            }
            return ExitCode.DONE.code();
        }
        if (replay != null) {
            boolean broken = SimulationOutput.replay(RunName.parse(replay), out);
            return (broken ? ExitCode.FAILED : ExitCode.DONE).code();
        }
        SimulationResult result = Simulation.run(order(), done -> {
            if (done % PROGRESS_EVERY == 0) {
                err.println(done + " runs");
                err.flush();
            }
        });
        switch (format) {
            case TABLE -> SimulationOutput.table(result, out);
            case JSON -> SimulationOutput.json(result, out);
        }
        out.flush();
        return (result.violations().isEmpty() ? ExitCode.DONE : ExitCode.FAILED).code();
    }

    private Simulation.Order order() {
        Optional<Fault> ordered = Optional.ofNullable(fault).map(FaultCatalogue::require);
        ordered.filter(one -> !one.card().shownBy().isEmpty()).ifPresent(one -> {
            throw new IllegalArgumentException("--fault " + one.card().slug() + ": no run shows it; "
                    + one.card().layer() + " does: " + one.card().shownBy());
        });
        if (minutes != null && minutes < 1) {
            throw new IllegalArgumentException("--minutes " + minutes + ": at least one");
        }
        Simulation.Order order = Simulation.Order.of(runs, seed).on(threads);
        if (ordered.isPresent()) {
            order = order.with(ordered.get());
        }
        return minutes == null ? order : order.within(Duration.ofMinutes(minutes));
    }
}
