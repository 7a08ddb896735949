package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillResult;
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

    SiteFolder open() {
        if (!local) {
            throw new IllegalArgumentException(
                    "this release works on the simulated site only: add --local to the command");
        }
        System.setProperty(
                "outpost-recovery.log", folder.resolve("functions.log").toString());
        System.setProperty("log4j2.configurationFile", "outpost-recovery-log4j2.xml");
        return SiteFolder.open(folder);
    }

    Path folder() {
        return folder;
    }

    /** Opens the site that an earlier command has left, and works on it. */
    int reopen(ResultOutput output, CommandLine command, Function<Drill, DrillResult> work) {
        DrillResult result;
        try (SiteFolder opened = open();
                DrillProgress progress = DrillProgress.onStandardError(output.colour());
                Drill drill = Drill.reopen(opened, progress)
                        .orElseThrow(() -> new NotFoundException(
                                "there is no site in " + folder + ": make one with outpost-recovery drill --local"))) {
            result = work.apply(drill);
            output.report(drill);
        }
        return output.show(result, command.getOut(), command.getErr());
    }
}
