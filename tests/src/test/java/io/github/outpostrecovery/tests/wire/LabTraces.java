package io.github.outpostrecovery.tests.wire;

import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillListener;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the lab's runner makes of a scenario. */
final class LabTraces {
    private static final Duration LONGER_THAN_AN_APPROVAL = Duration.ofHours(5);

    private LabTraces() {}

    /** The traces of all executions of the recovery machine, in order. */
    static List<Trace> of(Scenario scenario, Path folder) {
        try (SiteFolder opened = SiteFolder.open(folder);
                Drill drill = Drill.begin(scenario.drill(), opened, new DrillListener() {})) {
            drill.run();
            switch (scenario.answer()) {
                case NOBODY_IS_ASKED -> {}
                case APPROVE, REJECT ->
                    drill.waiting()
                            .ifPresent(incident -> drill.answer(
                                    incident, scenario.answer().decision().orElseThrow(), "for the wire tests"));
                case SILENCE -> drill.pass(LONGER_THAN_AN_APPROVAL);
            }
            SimulatedSite site = drill.site();
            return site.stepFunctions().list().stream()
                    .filter(execution -> execution.stateMachine().equals(SimulatedSite.recoveryMachine()))
                    .map(execution -> Trace.of(states(site, execution.arn())))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> states(SimulatedSite site, ExecutionArn execution) {
        return site.stepFunctions().history(execution).stream()
                .filter(event -> event.type().name().endsWith("_STATE_ENTERED"))
                .map(event -> event.details().path("name").asText())
                .toList();
    }
}
