package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.local.LocalCloud;
import io.github.outpostrecovery.cli.terminal.TerminalSettings.ColourChoice;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillOptions;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteFolder;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which site a command works on: for now, the simulated one in a folder. */
final class LocalSite {
    @Option(names = "--local", description = "work on the simulated site in this JVM")
    private boolean local;

    @Option(
            names = "--site",
            paramLabel = "DIR",
            description = "where the simulated site lives between commands (default: ${DEFAULT-VALUE})",
            defaultValue = ".outpost-recovery/site")
    private Path folder = Path.of(".outpost-recovery", "site");

    /** Whether {@code --local} was given. */
    boolean isMeant() {
        return local;
    }

    /**
     * Opens the site that an earlier command has left, and works on it as on an account. What was done stays done, also if the
     * rest of the work fails.
     */
    <T> T work(CommandLine command, Function<Cloud, T> work) {
        if (!SiteFolder.holdsSite(folder)) {
            throw noSite();
        }
        try (SiteFolder opened = opened();
                DrillProgress progress = DrillProgress.to(command.getErr(), ColourChoice.AUTOMATIC);
                Drill drill = Drill.reopen(opened, progress).orElseThrow(this::noSite)) {
            try {
                return work.apply(LocalCloud.of(drill.site(), drill::save));
            } finally {
                drill.save();
            }
        }
    }

    /** Opens the folder for a new site, and makes it if it is not there. */
    SiteFolder open() {
        checkLocal();
        return opened();
    }

    private SiteFolder opened() {
        return openFolder(folder);
    }

    /** Opens a folder, with the log of the functions in it. */
    static SiteFolder openFolder(Path folder) {
        System.setProperty(
                "outpost-recovery.log", folder.resolve("functions.log").toString());
        System.setProperty("log4j2.configurationFile", "outpost-recovery-log4j2.xml");
        return SiteFolder.open(folder);
    }

    private void checkLocal() {
        if (!local) {
            throw new IllegalArgumentException(
                    "this release works on the simulated site only: add --local to the command");
        }
    }

    Path folder() {
        return folder;
    }

    /** Opens the site that an earlier command has left, and works on it. */
    int reopen(ResultOutput output, CommandLine command, Function<Drill, DrillResult> work) {
        checkLocal();
        output.check();
        if (!SiteFolder.holdsSite(folder)) {
            throw noSite();
        }
        DrillResult result;
        try (SiteFolder opened = opened();
                DrillProgress progress = DrillProgress.to(command.getErr(), output.colour());
                Drill drill = Drill.reopen(opened, progress).orElseThrow(this::noSite)) {
            result = work.apply(drill);
            output.report(drill);
        }
        return output.show(result, command.getOut(), command.getErr());
    }

    /** Works on the site that an earlier command has left, or else on a new one on which nothing has failed. */
    <T> T visit(CommandLine command, ColourChoice colour, Function<Drill, T> work) {
        checkLocal();
        boolean there = SiteFolder.holdsSite(folder);
        try (SiteFolder opened = opened();
                DrillProgress progress = DrillProgress.to(command.getErr(), colour);
                Drill drill = there
                        ? Drill.reopen(opened, progress).orElseThrow(this::noSite)
                        : Drill.begin(DrillOptions.standard(), opened, progress)) {
            return work.apply(drill);
        }
    }

    /** Opens the site that an earlier command has left, does something that takes no time, and leaves it so. */
    <T> T change(CommandLine command, Function<SimulatedSite, T> work) {
        checkLocal();
        if (!SiteFolder.holdsSite(folder)) {
            throw noSite();
        }
        try (SiteFolder opened = opened();
                DrillProgress progress = DrillProgress.to(command.getErr(), ColourChoice.NEVER);
                Drill drill = Drill.reopen(opened, progress).orElseThrow(this::noSite)) {
            T answer = work.apply(drill.site());
            drill.save();
            return answer;
        }
    }

    private NotFoundException noSite() {
        return noSite(folder);
    }

    static NotFoundException noSite(Path folder) {
        return new NotFoundException("there is no site in " + folder
                + ": make one with outpost-recovery lab open, or with outpost-recovery drill --local");
    }
}
