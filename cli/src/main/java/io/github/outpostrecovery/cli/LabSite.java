package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.terminal.TerminalSettings.ColourChoice;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.site.SiteFolder;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The folder of the simulated site, for commands that know no other place. */
final class LabSite {
    @Option(names = "--local", description = "as elsewhere; these commands know nothing but the simulated site")
    @SuppressWarnings("UnusedVariable")
    private boolean local;

    @Option(
            names = "--site",
            paramLabel = "DIR",
            description = "where the simulated site lives between commands (default: ${DEFAULT-VALUE})",
            defaultValue = ".outpost-recovery/site")
    private Path folder = Path.of(".outpost-recovery", "site");

    Path folder() {
        return folder;
    }

    boolean isThere() {
        return SiteFolder.holdsSite(folder);
    }

    /** Works on a site of this folder; what was done stays done. */
    <T> T on(
            CommandLine command,
            ColourChoice colour,
            BiFunction<SiteFolder, DrillProgress, Drill> opening,
            Function<Drill, T> work) {
        try (SiteFolder opened = LocalSite.openFolder(folder);
                DrillProgress progress = DrillProgress.to(command.getErr(), colour);
                Drill drill = opening.apply(opened, progress)) {
            try {
                return work.apply(drill);
            } finally {
                drill.save();
            }
        }
    }

    /** Works on the site that an earlier command has left. */
    <T> T reopen(CommandLine command, ColourChoice colour, Function<Drill, T> work) {
        if (!isThere()) {
            throw LocalSite.noSite(folder);
        }
        return on(
                command,
                colour,
                (opened, progress) -> Drill.reopen(opened, progress).orElseThrow(() -> LocalSite.noSite(folder)),
                work);
    }
}
