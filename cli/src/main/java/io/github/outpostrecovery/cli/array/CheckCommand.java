package io.github.outpostrecovery.cli.array;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayCapabilities;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.ArrayModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code array check}: is it there, does it let us in, what can it prove? Changes nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Logs in and tells what the array is and what it can prove. Changes nothing.")
final class CheckCommand extends ArrayWork {
    @Override
    public Integer call() {
        ArrayConnection connection = array().whole(Optional.empty());
        RegisteredArrays arrays = arrays();
        ArrayModel model;
        List<String> scopes;
        int volumes;
        int portals;
        try (ArrayInventory inventory = arrays.inventory(connection)) {
            model = ArrayTroubleException.answered(inventory.model(), "what it is");
            scopes =
                    inventory.scopes() instanceof Answer.Answered<List<String>>(List<String> found) ? found : List.of();
            boolean whole = scopes.isEmpty() || connection.scope().isPresent();
            volumes = whole
                    ? ArrayTroubleException.answered(inventory.volumes(), "its volumes")
                            .size()
                    : 0;
            portals = whole
                    ? ArrayTroubleException.answered(inventory.portals(), "its portals")
                            .size()
                    : 0;
        }
        List<List<String>> rows = new ArrayList<>();
        ObjectNode json = json();
        fact(rows, json, "product", model.product());
        fact(rows, json, "version", model.version());
        if (!scopes.isEmpty()) {
            json.set(
                    "scopes",
                    json.arrayNode().addAll(scopes.stream().map(json::textNode).toList()));
            rows.add(List.of("scopes", String.join(", ", scopes)));
        }
        if (scopes.isEmpty() || connection.scope().isPresent()) {
            json.put("volumes", volumes).put("portals", portals);
            rows.add(List.of("volumes", Integer.toString(volumes)));
            rows.add(List.of("portals", Integer.toString(portals)));
            try (StorageArray opened = arrays.forReading(connection)) {
                capabilities(rows, json, opened.capabilities());
            }
        }
        json.put("calls", array().calls());
        show(json, List.of("what", "value"), rows);
        return 0;
    }

    private static void capabilities(List<List<String>> rows, ObjectNode json, ArrayCapabilities able) {
        ObjectNode node = json.putObject("proves");
        fact(rows, node, "mappingGone", "YES");
        fact(rows, node, "sessions", able.sessions().name());
        fact(rows, node, "pathActivity", able.pathActivity().name());
        fact(
                rows,
                node,
                "writeCounters",
                able.writeCounters().map(interval -> "every " + interval).orElse("NOT_OFFERED"));
        fact(rows, node, "settleTime", able.settleTime().toString());
        fact(rows, node, "loginDenial", able.loginDenial().name());
    }

    private static void fact(List<List<String>> rows, ObjectNode json, String name, String value) {
        json.put(name, value);
        rows.add(List.of(name, value));
    }
}
