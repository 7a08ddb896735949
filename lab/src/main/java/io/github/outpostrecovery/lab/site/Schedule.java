package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.asl.FunctionError;
import io.github.outpostrecovery.lab.asl.FunctionHost;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Invokes the reconciler every few minutes, as the schedule of the template does. */
final class Schedule {
    private static final String RECIPIENT = "site/schedule";
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final Agenda agenda;
    private final FunctionHost functions;
    private final List<String> failures = new ArrayList<>();

    /** Begins to listen; what was scheduled before is saved with the agenda. */
    Schedule(Agenda agenda, FunctionHost functions) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.functions = requireNonNull(functions, "functions is null");
        agenda.register(RECIPIENT, Recipient.Kind.ENGINE, this::invoke);
    }

    /** Schedules the first round of a new site. */
    void begin() {
        agenda.schedule(EVERY, RECIPIENT, JsonNodeFactory.instance.objectNode().put("task", "RECONCILE"));
    }

    /** The rounds of this process's life that failed as a whole, and why. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    private void invoke(JsonNode input) {
        // Before the work: a process that ends in the middle of it must not end the schedule.
        agenda.schedule(EVERY, RECIPIENT, input);
        try {
            functions.invoke("Reconcile", input);
        } catch (FunctionError failed) {
            failures.add(failed.error() + ": " + failed.cause());
        }
    }
}
