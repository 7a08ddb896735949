package io.github.outpostrecovery.cli.array;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code array fence}: takes volumes away from one initiator, and proves it. */
@Command(
        name = "fence",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Takes volumes away from one initiator on every path, reads back that it is gone, and waits until nothing "
                        + "of it is under way in the array. Nobody else loses anything. Shows what it is going to do, and asks. May be "
                        + "repeated freely.",
        footer = {
            "",
            "Keep what it writes with --output json: its \"route\" tells array grant by which object the old name came in.",
            "",
            "Outcomes: FENCED, ALREADY_FENCED (exit 0: proven), REFUSED (4: the array said no, or nobody confirmed it, and "
                    + "nothing was changed; 1 or 3 if the array could not even be asked), UNCERTAIN (6: there is no proof; run it "
                    + "again before anything is launched)."
        })
final class FenceCommand extends ArrayWork {
    private static final Duration LONGEST_PATIENCE = Duration.ofHours(1);

    @Option(names = "--initiator", required = true, paramLabel = "NAME", description = "the victim's IQN or host NQN")
    private String initiator = "";

    @Option(names = "--volume", required = true, paramLabel = "NAME", description = "a volume to take away; repeat it")
    private List<String> volumes = new ArrayList<>();

    @Option(
            names = "--patience",
            paramLabel = "DURATION",
            description =
                    "how long to go on until it is proven, such as PT30S or PT5M (default: ${DEFAULT-VALUE}). When it is "
                            + "over the end is UNCERTAIN, and the same command goes on",
            defaultValue = "PT2M")
    private Duration patience = Duration.ofMinutes(2);

    @Mixin
    private Confirmation confirmation = new Confirmation();

    @Override
    public Integer call() throws InterruptedException {
        Initiator victim = Initiators.parse(initiator);
        Set<VolumeName> asked = volumes(volumes);
        if (patience.isNegative() || patience.compareTo(LONGEST_PATIENCE) > 0) {
            throw new IllegalArgumentException("--patience is between nothing and PT1H, not " + patience);
        }
        ArrayConnection connection = array().connection(Optional.of(victim));
        try (StorageArray opened = arrays().forFencing(connection)) {
            FenceRun run = new FenceRun(
                    opened,
                    victim,
                    asked,
                    surroundings().clock(),
                    surroundings().pause());
            AccessReport before;
            try {
                before = run.look();
            } catch (ArrayTroubleException trouble) {
                // Once on stdout, for the script; the line on stderr and the exit code come from the exception.
                show(
                        new FenceRun.Result(
                                FenceRun.Outcome.REFUSED, "nothing was changed: " + trouble.getMessage(), List.of()),
                        Optional.empty());
                throw trouble;
            }
            plan(victim, asked, before);
            if (!before.pathsOf(Set.of(victim)).isEmpty() && !confirmed(victim)) {
                err().println("Nothing was changed: the name was not typed. For scripts there is --yes.");
                show(new FenceRun.Result(FenceRun.Outcome.REFUSED, "not confirmed", List.of()), Optional.empty());
                return ExitCode.NOTHING_DONE.code();
            }
            // Found before the fence: afterwards the array does not tell any more by what the old name came in.
            Optional<GrantRoute> route =
                    opened.route(victim, asked) instanceof Answer.Answered<GrantRoute>(GrantRoute found)
                            ? Optional.of(found)
                            : Optional.empty();
            FenceRun.Result result = run.run(before, patience, line -> err().println("  " + line));
            show(result, route);
            if (!result.reason().isEmpty()) {
                err().println(result.outcome() + ": " + result.reason());
            }
            ExitCode code = switch (result.outcome()) {
                case FENCED, ALREADY_FENCED -> ExitCode.DONE;
                case REFUSED -> ExitCode.NOTHING_DONE;
                case UNCERTAIN -> ExitCode.A_PERSON_MUST_ACT;
            };
            return code.code();
        }
    }

    private boolean confirmed(Initiator victim) {
        Set<String> words = new HashSet<>(Set.of(victim.value()));
        victim.instance().ifPresent(instance -> words.add(instance.value()));
        String what = victim.instance()
                .map(instance -> "the instance's name (" + instance + ")")
                .orElse("the initiator's name");
        return confirmation.given(surroundings().typed(), err(), "Type " + what + " to fence it: ", words);
    }

    /** What is going to happen, and to whom it is not. */
    private void plan(Initiator victim, Set<VolumeName> asked, AccessReport before) {
        PrintWriter err = err();
        err.println("Victim: " + victim);
        for (VolumeName volume : new TreeSet<>(asked)) {
            List<AccessPath> own = before.pathsOf(Set.of(victim)).stream()
                    .filter(path -> path.volume().equals(volume))
                    .toList();
            err.println("  " + volume
                    + (own.isEmpty()
                            ? ": it has no path to it"
                            : ": "
                                    + own.stream()
                                            .map(path -> "LUN " + path.lun() + " through "
                                                    + path.through().name())
                                            .collect(Collectors.joining(", "))));
            before.paths().stream()
                    .filter(path ->
                            path.volume().equals(volume) && !path.initiator().equals(victim))
                    .map(path -> path.initiator() + " through " + path.through().name())
                    .distinct()
                    .sorted()
                    .forEach(other -> err.println("    shared with " + other + ", which keeps it"));
        }
        err.flush();
    }

    private void show(FenceRun.Result result, Optional<GrantRoute> route) {
        ObjectNode json = json().put("outcome", result.outcome().name());
        ArrayNode list = json.putObject("proof").putArray("volumes");
        List<List<String>> rows = new ArrayList<>();
        for (FenceRun.VolumeState state : result.volumes()) {
            ObjectNode one =
                    list.addObject().put("volume", state.volume().value()).put("paths", state.paths());
            String sessions = state.sessions().map(String::valueOf).orElse("");
            state.sessions().ifPresentOrElse(number -> one.put("sessions", number), () -> one.putNull("sessions"));
            state.drained()
                    .ifPresentOrElse(
                            proof -> one.put("drained", proof.drained().name())
                                    .put("readAt", proof.provenAt().toString()),
                            () -> one.putNull("drained").putNull("readAt"));
            rows.add(List.of(
                    result.outcome().name(),
                    state.volume().value(),
                    Long.toString(state.paths()),
                    sessions,
                    state.drained().map(proof -> proof.drained().name()).orElse("")));
        }
        route.ifPresent(found -> json.set(RouteFile.FIELD, RouteFile.json(found)));
        json.put("calls", array().calls());
        if (!result.reason().isEmpty()) {
            json.put("reason", result.reason());
        }
        if (rows.isEmpty()) {
            rows.add(List.of(result.outcome().name(), "", "", "", ""));
        }
        show(json, List.of("outcome", "volume", "paths", "sessions", "drained"), rows);
    }
}
