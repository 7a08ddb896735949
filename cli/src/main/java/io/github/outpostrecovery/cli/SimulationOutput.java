package io.github.outpostrecovery.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.simulation.Boundary;
import io.github.outpostrecovery.lab.simulation.BrokenRun;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.FaultTally;
import io.github.outpostrecovery.lab.simulation.Layer;
import io.github.outpostrecovery.lab.simulation.RunName;
import io.github.outpostrecovery.lab.simulation.RunResult;
import io.github.outpostrecovery.lab.simulation.Scenario;
import io.github.outpostrecovery.lab.simulation.SimulatedRun;
import io.github.outpostrecovery.lab.simulation.SimulationResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How what many runs have come to is shown. */
final class SimulationOutput {
    private static final int MOST_SHOWN = 10;

    private SimulationOutput() {}

    /** Every fault, what it is, and who shows it. */
    static void list(List<Fault> faults, PrintWriter out) {
        for (Fault fault : faults) {
            FaultCard card = fault.card();
            out.printf(
                    "%2d %-44s %-10s %s%s%n",
                    card.number(),
                    card.slug(),
                    word(card.layer()),
                    card.happens(),
                    card.shownBy().isEmpty() ? "" : " [" + card.shownBy() + "]");
        }
        out.flush();
    }

    /** The same as JSON. */
    static void jsonList(List<Fault> faults, PrintWriter out) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Fault fault : faults) {
            FaultCard card = fault.card();
            ObjectNode one = all.addObject()
                    .put("number", card.number())
                    .put("slug", card.slug())
                    .put("layer", word(card.layer()))
                    .put("happens", card.happens());
            if (!card.shownBy().isEmpty()) {
                one.put("shownBy", card.shownBy());
            }
        }
        out.println(all.toPrettyString());
        out.flush();
    }

    /** Prints a run step by step. Returns whether it broke a rule. */
    static boolean replay(RunName name, PrintWriter out) {
        Scenario scenario = name.scenario();
        out.println("run " + name);
        scenario.told().forEach(line -> out.println("  " + line));
        RunResult result = SimulatedRun.run(scenario, (at, line) -> out.println(at + " " + line));
        out.println("ended: " + result.outcome().map(Enum::name).orElse("no record") + ", all outcomes "
                + result.outcomes().stream()
                        .map(outcome -> outcome.map(Enum::name).orElse("none"))
                        .toList());
        result.struck().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(struck -> out.println("fault " + struck.getKey() + " struck " + struck.getValue() + " times"));
        result.troubles()
                .forEach(trouble ->
                        out.println("VIOLATION " + trouble.slug() + " at " + trouble.at() + ": " + trouble.what()));
        out.flush();
        return !result.troubles().isEmpty();
    }

    static void json(SimulationResult result, PrintWriter out) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode root = json.objectNode().put("runs", result.runs());
        var violations = root.putArray("violations");
        for (BrokenRun broken : result.violations()) {
            ObjectNode one = violations
                    .addObject()
                    .put("run", broken.name().toString())
                    .put("slug", broken.trouble().slug())
                    .put("at", broken.trouble().at().toString())
                    .put("what", broken.trouble().what());
            broken.faults().forEach(one.putArray("shrunk")::add);
            one.put("replay", replayOf(broken));
        }
        root.set("outcomes", outcomes(result.outcomes()));
        ObjectNode faults = root.putObject("faults");
        for (FaultTally tally : result.faults()) {
            FaultCard card = tally.card();
            ObjectNode one = faults.putObject(card.slug())
                    .put("number", card.number())
                    .put("layer", word(card.layer()))
                    .put("injected", tally.injected());
            one.set("outcomes", outcomes(tally.outcomes()));
            if (!card.shownBy().isEmpty()) {
                one.put("shownBy", card.shownBy());
            }
        }
        ObjectNode boundaries = root.putObject("boundaries")
                .put("covered", result.covered().size())
                .put("total", result.total());
        missing(result).forEach(boundaries.putArray("missing")::add);
        root.put("checks", result.checks());
        root.put("runsPerSecond", result.runsPerSecond());
        out.println(root.toPrettyString());
    }

    static void table(SimulationResult result, PrintWriter out) {
        out.printf(
                "%d runs, %d violations, %d checks, %.1f runs per second%n",
                result.runs(), result.violations().size(), result.checks(), result.runsPerSecond());
        result.outcomes().forEach((outcome, times) -> out.printf("  %-20s %d%n", outcome, times));
        out.printf("boundaries: %d of %d%n", result.covered().size(), result.total());
        missing(result).stream().limit(MOST_SHOWN).forEach(line -> out.println("  not met: " + line));
        long simulated = result.faults().stream()
                .filter(tally -> tally.card().layer() == Layer.SIMULATION)
                .count();
        long injected =
                result.faults().stream().filter(tally -> tally.injected() > 0).count();
        out.printf(
                "faults: %d of %d that runs show; %d are shown elsewhere (--fault list)%n",
                injected, simulated, result.faults().size() - simulated);
        result.faults().stream()
                .filter(tally -> tally.card().layer() == Layer.SIMULATION)
                .forEach(tally ->
                        out.printf("  %-44s %6d %s%n", tally.card().slug(), tally.injected(), tally.outcomes()));
        for (BrokenRun broken : result.violations().stream().limit(MOST_SHOWN).toList()) {
            out.println("VIOLATION " + broken.trouble().slug() + ": "
                    + broken.trouble().what());
            broken.faults().forEach(line -> out.println("    " + line));
            out.println("    " + replayOf(broken));
        }
    }

    private static List<String> missing(SimulationResult result) {
        return Boundary.all().stream()
                .filter(boundary -> !result.covered().contains(boundary))
                .map(Boundary::toString)
                .toList();
    }

    private static String replayOf(BrokenRun broken) {
        return "outpost-recovery simulate --replay " + broken.shrunk();
    }

    private static ObjectNode outcomes(Map<Outcome, Integer> outcomes) {
        ObjectNode counted = JsonNodeFactory.instance.objectNode();
        outcomes.forEach((outcome, times) -> counted.put(outcome.name(), times));
        return counted;
    }

    private static String word(Layer layer) {
        return layer.name().toLowerCase(Locale.ROOT);
    }
}
