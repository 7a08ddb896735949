package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.terminal.TerminalSettings.ColourChoice;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillOptions;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.Chap;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteOptions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab open}: a site to launch something on. */
@Command(
        name = "open",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a simulated site on which nothing runs yet: an account with servers, subnets, images and secrets,"
                    + " and an",
            "array with volumes that nobody uses. lab show lists all of it; launch --local launches something there."
        })
final class LabOpenCommand implements Callable<Integer> {
    @Mixin
    private LabSite site = new LabSite();

    @Option(
            names = "--vendor",
            description = "the array: netapp, purestorage, dell or hpe (default: ${DEFAULT-VALUE})",
            defaultValue = "netapp")
    private String vendor = "netapp";

    @Option(names = "--protocol", description = "iscsi or nvme (default: ${DEFAULT-VALUE})", defaultValue = "ISCSI")
    private DrillOptions.Transport protocol = DrillOptions.Transport.ISCSI;

    @Option(
            names = "--second-array",
            paramLabel = "VENDOR[/PROTOCOL]",
            description = "a second array, such as one for data volumes over the other protocol")
    private @Nullable String secondArray;

    @Option(
            names = "--chap",
            converter = Words.OfChap.class,
            description = "who proves itself to whom: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
            completionCandidates = Words.Chaps.class,
            defaultValue = "none")
    private Chap chap = Chap.NONE;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "what delays and names are drawn from (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private long seed = 1;

    @Option(names = "--replace", description = "throw away the site that is in the folder")
    private boolean replace;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        SiteOptions options = options();
        if (site.isThere() && !replace) {
            throw new IllegalArgumentException("there is a site in " + site.folder()
                    + " already: add --replace to throw it away, or --site DIR for another folder");
        }
        CommandLine command = requireNonNull(spec, "picocli sets it").commandLine();
        List<String> arrays = site.on(
                command,
                ColourChoice.AUTOMATIC,
                (folder, progress) -> Drill.open(options, folder, progress),
                drill -> drill.site().arrays().stream()
                        .map(array -> array.name() + " (" + array.vendor() + ", "
                                + drill.site().connection(array).endpoint() + ")")
                        .toList());
        PrintWriter out = command.getOut();
        out.println("A site is open in " + site.folder() + ": three servers, a rack, " + String.join(" and ", arrays));
        out.println("What there is:         ./outpost-recovery lab show");
        out.println("To launch on it:       ./outpost-recovery launch " + vendor + " "
                + protocol.name().toLowerCase(Locale.ROOT) + " --local");
        out.flush();
        return ExitCode.DONE.code();
    }

    private SiteOptions options() {
        List<DrillOptions.Storage> arrays = new ArrayList<>();
        arrays.add(new DrillOptions.Storage(vendor, protocol));
        if (secondArray != null) {
            arrays.add(DrillOptions.Storage.parse(secondArray, protocol));
        }
        SiteOptions options =
                SiteOptions.open(arrays.stream().map(LabOpenCommand::kind).toList(), chap, seed);
        List<String> _ = SimulatedSite.check(options);
        return options;
    }

    private static ArrayKind kind(DrillOptions.Storage array) {
        return new ArrayKind(
                array.vendor(),
                switch (array.protocol()) {
                    case ISCSI -> Protocol.ISCSI;
                    case NVME -> Protocol.NVME_TCP;
                });
    }
}
