package io.github.outpostrecovery.cli.array;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code array grant}: lets a new initiator in, once, where the old one is gone. */
@Command(
        name = "grant",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Lets a new initiator reach volumes at given LUN ids, by an object of its own on the array, once the"
                        + " old one is gone from all of them and nobody else reaches one. Shows what it is going to do,"
                        + " and asks. It is sent once: a name that does not end in GRANTED must never be launched; fence"
                        + " it, and take another.",
        footer = {
            "",
            "Outcomes: GRANTED (exit 0), REFUSED (4: nothing was changed; 1 or 3 if the array could not even be"
                    + " asked), BURNT (6: the name was there already, an answer is missing, or somebody else was let in"
                    + " meanwhile)."
        })
final class GrantCommand extends ArrayWork {
    @Option(
            names = "--initiator",
            required = true,
            paramLabel = "NAME",
            description = "the old name, which must be fenced")
    private String initiator = "";

    @Option(
            names = "--as",
            required = true,
            paramLabel = "NEW",
            description = "the new name, which nobody has ever had")
    private String successor = "";

    @Option(
            names = "--route",
            paramLabel = "FILE",
            description =
                    "what the first array fence wrote with --output json: the volumes, their LUN ids, and by which "
                            + "object they were reached. PowerStore, and ONTAP over NVMe/TCP, need it")
    private @Nullable Path route;

    @Option(names = "--volume", paramLabel = "NAME", description = "without --route: a volume; repeat it")
    private List<String> volumes = new ArrayList<>();

    @Option(
            names = "--lun",
            paramLabel = "N",
            description =
                    "without --route: the LUN id of each volume, in the same order; of the first one alone, the others"
                            + " count up from it")
    private List<Integer> luns = new ArrayList<>();

    @Option(
            names = "--clustered",
            description = "let it in although others reach a volume: for clusters that share volumes by persistent"
                    + " reservations, else the data is lost")
    private boolean clustered;

    @Mixin
    private Confirmation confirmation = new Confirmation();

    @Override
    public Integer call() {
        Initiator old = Initiators.parse(initiator);
        Initiator name = Initiators.parse(successor);
        if (old.equals(name)) {
            throw new IllegalArgumentException("--as is the old name: a new machine needs a name of its own");
        }
        if (Initiators.protocolOf(old) != Initiators.protocolOf(name)) {
            throw new IllegalArgumentException("--initiator and --as are names of two different protocols");
        }
        GrantRoute way = way();
        Map<VolumeName, LunId> numbers = new TreeMap<>();
        way.legs().forEach(leg -> numbers.putAll(leg.volumes()));
        ArrayConnection connection = array().connection(Optional.of(name));
        try (StorageArray opened = arrays().forFencing(connection)) {
            AccessReport before = look(opened, numbers.keySet());
            Set<Initiator> others = others(before, name);
            if (others.contains(old)) {
                return end("REFUSED", old + " still reaches a volume: fence it first", ExitCode.NOTHING_DONE);
            }
            Set<VolumeName> untold = new TreeSet<>(numbers.keySet());
            untold.removeAll(before.volumes());
            if (!untold.isEmpty()) {
                return end(
                        "REFUSED",
                        "the array does not tell everybody who reaches " + untold + ", such as by an export to a port",
                        ExitCode.NOTHING_DONE);
            }
            if (!others.isEmpty() && !clustered) {
                return end(
                        "REFUSED",
                        others
                                + " reach a volume, and two machines that write to one volume destroy it: fence them"
                                + " first (outpost-recovery array fence), or see whether one of them is the machine"
                                + " you want; for a cluster that shares its volumes by persistent reservations there"
                                + " is --clustered",
                        ExitCode.NOTHING_DONE);
            }
            numbers.forEach((volume, lun) -> err().println("  " + volume + " as LUN " + lun + " to " + name));
            others.forEach(other -> err().println("WARNING: SHARED, as --clustered says: " + other
                    + " reaches a volume too. Without persistent reservations in both machines the data is lost"));
            if (!confirmation.given(
                    surroundings().typed(),
                    err(),
                    "Type the new initiator's name to let it in: ",
                    Set.of(name.value()))) {
                return end(
                        "REFUSED",
                        "not confirmed: the name was not typed; for scripts there is --yes",
                        ExitCode.NOTHING_DONE);
            }
            return grant(opened, name, way, others);
        }
    }

    /** Everybody but the new name: if that is there already, the grant says so. */
    private static Set<Initiator> others(AccessReport report, Initiator name) {
        Set<Initiator> others = new LinkedHashSet<>();
        report.paths().stream()
                .map(AccessPath::initiator)
                .filter(reaching -> !reaching.equals(name))
                .forEach(others::add);
        return others;
    }

    /** Who reaches the volumes. A script hears on stdout that nothing was changed, and by the exit code why. */
    private AccessReport look(StorageArray opened, Set<VolumeName> asked) {
        try {
            return ArrayTroubleException.answered(opened.access(asked), "who reaches a volume");
        } catch (ArrayTroubleException trouble) {
            show("REFUSED", "nothing was changed: " + trouble.getMessage());
            throw trouble;
        }
    }

    private int grant(StorageArray opened, Initiator name, GrantRoute way, Set<Initiator> known) {
        InstanceName instance = name.instance().orElse(new InstanceName("by-hand"));
        Generation generation = name.generationFor(instance).orElse(Generation.FIRST);
        GrantOutcome outcome = opened.grant(new GrantOrder(instance, generation, name, way, Optional.empty()));
        return switch (outcome) {
            case GrantOutcome.Clean(int requests) -> granted(opened, name, way, known);
            case GrantOutcome.AlreadyThere(String where) ->
                end("BURNT", "the name was on the array already: " + where, ExitCode.A_PERSON_MUST_ACT);
            case GrantOutcome.InDoubt(var failure) ->
                end("BURNT", "not every request was answered: " + failure, ExitCode.A_PERSON_MUST_ACT);
            case GrantOutcome.Refused(var failure) -> end("REFUSED", failure.toString(), ExitCode.NOTHING_DONE);
        };
    }

    /** The engine, or somebody else at night, may have let a machine in while this one was let in. */
    private int granted(StorageArray opened, Initiator name, GrantRoute way, Set<Initiator> known) {
        Set<VolumeName> volumes = new TreeSet<>();
        way.legs().forEach(leg -> volumes.addAll(leg.volumes().keySet()));
        return switch (opened.access(volumes)) {
            case Answer.Answered<AccessReport>(AccessReport after) -> {
                Set<Initiator> more = others(after, name);
                more.removeAll(known);
                yield more.isEmpty()
                        ? end("GRANTED", "", ExitCode.DONE)
                        : end(
                                "BURNT",
                                more + " were let in meanwhile: fence " + name + ", and never launch it",
                                ExitCode.A_PERSON_MUST_ACT);
            }
            case Answer.Unanswered<AccessReport>(var failure) ->
                end(
                        "BURNT",
                        "it is not told whether somebody else was let in meanwhile: " + failure,
                        ExitCode.A_PERSON_MUST_ACT);
            case Answer.NotOffered<AccessReport>() -> end("GRANTED", "", ExitCode.DONE);
        };
    }

    private GrantRoute way() {
        if (route != null) {
            if (!volumes.isEmpty() || !luns.isEmpty()) {
                throw new IllegalArgumentException(
                        "--route tells the volumes and their LUN ids: leave out --volume, --lun");
            }
            return RouteFile.read(route);
        }
        return new GrantRoute(List.of(new GrantRoute.Move(new AccessObject("none", "none"), Map.of(), numbers())));
    }

    private Map<VolumeName, LunId> numbers() {
        Set<VolumeName> names = volumes(volumes);
        if (names.isEmpty() || luns.isEmpty()) {
            throw new IllegalArgumentException("give --route FILE, or each --volume with its --lun");
        }
        if (luns.size() != 1 && luns.size() != names.size()) {
            throw new IllegalArgumentException(names.size() + " volumes and " + luns.size()
                    + " LUN ids: give one for each volume, or the first alone");
        }
        Map<VolumeName, LunId> numbers = new LinkedHashMap<>();
        int index = 0;
        for (VolumeName volume : names) {
            numbers.put(volume, new LunId(luns.size() == 1 ? luns.getFirst() + index : luns.get(index)));
            index++;
        }
        return numbers;
    }

    private int end(String outcome, String reason, ExitCode code) {
        if (!reason.isEmpty()) {
            err().println(outcome + ": " + reason);
        }
        show(outcome, reason);
        return code.code();
    }

    private void show(String outcome, String reason) {
        ObjectNode json = json().put("outcome", outcome);
        if (!reason.isEmpty()) {
            json.put("reason", reason);
        }
        json.put("calls", array().calls());
        show(json, List.of("outcome", "calls"), List.of(List.of(outcome, Integer.toString(array().calls()))));
    }
}
