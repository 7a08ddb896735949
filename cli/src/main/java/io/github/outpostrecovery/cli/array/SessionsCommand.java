package io.github.outpostrecovery.cli.array;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.PathActivityReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.Initiator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code array sessions}: who is logged in under a name. Changes nothing. */
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Lists the log-ins of an initiator. An array that cannot list them tells what the initiator does on each "
                        + "portal instead.")
final class SessionsCommand extends ArrayWork {
    @Option(names = "--initiator", required = true, paramLabel = "NAME", description = "the IQN or host NQN")
    private String initiator = "";

    @Override
    public Integer call() {
        Initiator name = Initiators.parse(initiator);
        try (StorageArray opened = arrays().forReading(array().connection(Optional.of(name)))) {
            switch (opened.capabilities().sessions()) {
                case INDEPENDENT, DELAYED, WHILE_MAPPED ->
                    sessions(ArrayTroubleException.answered(opened.sessions(Set.of(name)), "who is logged in"));
                case PRESENCE, NOT_OFFERED ->
                    activity(ArrayTroubleException.answered(opened.pathActivity(Set.of(name)), "who is logged in"));
            }
        }
        return 0;
    }

    private void sessions(SessionReport report) {
        ObjectNode json = json();
        ArrayNode list = json.putArray("sessions");
        List<List<String>> rows = new ArrayList<>();
        for (SessionReport.Session session : report.sessions()) {
            list.addObject()
                    .put("initiator", session.initiator().value())
                    .put("source", session.source())
                    .put("portal", session.portal());
            rows.add(List.of(session.initiator().value(), session.source(), session.portal()));
        }
        json.put("calls", array().calls());
        show(json, List.of("initiator", "source", "portal"), rows);
    }

    private void activity(PathActivityReport report) {
        ObjectNode json = json();
        ArrayNode list = json.putArray("pathActivity");
        List<List<String>> rows = new ArrayList<>();
        for (PathActivityReport.Path path : report.paths()) {
            list.addObject()
                    .put("initiator", path.initiator().value())
                    .put("portal", path.portal())
                    .put("operations", path.operations());
            rows.add(List.of(path.initiator().value(), path.portal(), Long.toString(path.operations())));
        }
        json.put("calls", array().calls());
        show(json, List.of("initiator", "portal", "operations"), rows);
    }
}
