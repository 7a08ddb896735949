package io.github.outpostrecovery.tests.drill;

import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillListener;
import io.github.outpostrecovery.lab.drill.DrillOptions;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A drill and the folder that it lives in, opened and closed together; it remembers what the drill told. */
final class OpenDrill implements AutoCloseable {
    private final SiteFolder folder;
    private final Drill drill;
    private final List<String> notes;

    private OpenDrill(SiteFolder folder, Drill drill, List<String> notes) {
        this.folder = folder;
        this.drill = drill;
        this.notes = notes;
    }

    static OpenDrill begin(Path folder, Scenario scenario) {
        return begin(folder, scenario.options());
    }

    static OpenDrill begin(Path folder, DrillOptions options) {
        List<String> notes = new ArrayList<>();
        SiteFolder opened = SiteFolder.open(folder);
        return new OpenDrill(opened, Drill.begin(options, opened, listener(notes)), notes);
    }

    /** As the next command finds it. */
    static OpenDrill reopen(Path folder) {
        List<String> notes = new ArrayList<>();
        SiteFolder opened = SiteFolder.open(folder);
        return new OpenDrill(
                opened,
                Drill.reopen(opened, listener(notes))
                        .orElseThrow(() -> new AssertionError("no site was left in " + folder)),
                notes);
    }

    private static DrillListener listener(List<String> notes) {
        return new DrillListener() {
            @Override
            public void noted(String what, Instant at) {
                notes.add(what);
            }
        };
    }

    Drill drill() {
        return drill;
    }

    SimulatedSite site() {
        return drill.site();
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** The executions of the recovery state machine, oldest first. */
    List<ExecutionDescription> recoveries() {
        return recoveries(site());
    }

    static List<ExecutionDescription> recoveries(SimulatedSite site) {
        return site.stepFunctions().list().stream()
                .filter(execution -> execution.stateMachine().equals(SimulatedSite.recoveryMachine()))
                .toList();
    }

    /** The states that an execution entered, in order. */
    List<String> states(ExecutionArn execution) {
        return site().stepFunctions().history(execution).stream()
                .filter(event -> event.type().name().endsWith("_STATE_ENTERED"))
                .map(event -> event.details().path("name").asText())
                .toList();
    }

    @Override
    public void close() {
        try (folder) {
            drill.close();
        }
    }
}
