package io.github.outpostrecovery.cli.cleanup;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cleanup.CleanupReport.Ended;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.cli.protect.DescribedArray;
import io.github.outpostrecovery.cli.protect.RecordedArrays;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.compute.Compute.LookUp;
import io.github.outpostrecovery.core.compute.LaunchedMachine;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ends a generation that was given up for good: what it reaches is fenced, its machine terminated, its names taken off the
 * arrays, in this order. Never the generation that runs the workload, and nothing while an incident is open. A name goes off an
 * array only once EC2 says that its machine is no more: until then the array has to know whom to shut out.
 */
public final class Releasing {
    private static final String GENERATION = "outpost-recovery:generation";

    private final Cloud cloud;

    public Releasing(Cloud cloud) {
        this.cloud = requireNonNull(cloud, "cloud is null");
    }

    /**
     * What to release.
     *
     * @param arrays what a person said about the arrays, where nothing else tells any more
     * @param operator who answers for it
     * @param reason why
     */
    public record Request(
            InstanceName instance, Generation generation, List<DescribedArray> arrays, String operator, String reason) {
        public Request {
            arrays = List.copyOf(arrays);
            if (operator.isBlank()) {
                throw new IllegalArgumentException("--operator names who answers for it");
            }
            if (reason.isBlank()) {
                throw new IllegalArgumentException("--reason says why, for whoever reads it later");
            }
        }
    }

    /** What was looked at, or why it is none of this command's business. */
    public sealed interface Looked {
        /** This is what it is; {@code connections} are its arrays. */
        record At(Zombie zombie, List<ArrayConnection> connections) implements Looked {}

        /** It must not be released, or nobody can say. */
        record Not(CleanupReport report) implements Looked {}
    }

    /** Finds out what a generation still is. Changes nothing. What an array does not say is no consent. */
    public Looked look(Request request) {
        Optional<InstanceLedger> found = cloud.engine().table().read(request.instance());
        if (found.isEmpty()) {
            return new Looked.Not(CleanupReport.notFound("there are no books of " + request.instance()));
        }
        InstanceLedger books = found.get();
        Optional<String> objection = Books.objection(found);
        if (objection.isPresent()) {
            return new Looked.Not(CleanupReport.refused(objection.get()));
        }
        if (!request.generation().isOlderThan(books.current().generation())) {
            return new Looked.Not(CleanupReport.refused("[current-generation] " + request.generation()
                    + (request.generation().equals(books.current().generation())
                            ? " runs " + request.instance() + " today"
                            : " is newer than " + books.current().generation() + ", which runs " + request.instance()
                                    + " today")
                    + ": only an older one can be released (cleanup ends the workload itself)"));
        }
        RecordedArrays arrays = RecordedArrays.of(
                cloud,
                request.instance(),
                request.arrays(),
                found,
                cloud.directory().machine(books.current().id()));
        if (arrays.connections().isEmpty()) {
            return new Looked.Not(CleanupReport.refused(String.join("; ", arrays.missing())));
        }
        Optional<Ec2InstanceId> machine;
        switch (machine(request, books)) {
            case LookUp.Found(var launched) -> machine = Optional.of(launched.id());
            case LookUp.NothingYet() -> machine = Optional.empty();
            case LookUp.Unanswered(String why) -> {
                return new Looked.Not(CleanupReport.refused(
                        "[not-known] EC2 did not say which machine " + request.generation() + " was: " + why));
            }
        }
        if (machine.filter(books.current().id()::equals).isPresent()) {
            return new Looked.Not(CleanupReport.refused(
                    "[current-machine] " + machine.get() + " runs " + request.instance() + " today"));
        }
        return look(request, books, arrays, machine);
    }

    private Looked look(Request request, InstanceLedger books, RecordedArrays arrays, Optional<Ec2InstanceId> machine) {
        Optional<MachineDescription> state =
                machine.flatMap(id -> cloud.directory().machine(id));
        List<Zombie.NameOnArray> names = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (ArrayConnection array : arrays.connections()) {
            NameRetirement retirement = new NameRetirement(cloud);
            Set<Initiator> known = new LinkedHashSet<>(new Books(books).namesOf(request.generation(), array.name()));
            switch (retirement.ours(array)) {
                case Answer.Answered<List<Initiator>>(List<Initiator> ours) ->
                    ours.stream()
                            .filter(name -> name.generationFor(request.instance())
                                    .filter(request.generation()::equals)
                                    .isPresent())
                            .forEach(known::add);
                case Answer.NotOffered<List<Initiator>>() -> {}
                case Answer.Unanswered<List<Initiator>>(ArrayFailure failure) ->
                    silent.add(array.name() + ": " + failure);
            }
            known.removeAll(new LinkedHashSet<>(books.current().initiators().values()));
            for (Initiator name : known) {
                switch (retirement.reached(array, name)) {
                    case Answer.Answered<Set<VolumeName>>(Set<VolumeName> volumes) ->
                        names.add(new Zombie.NameOnArray(array.name(), name, logIns(array, name), volumes));
                    case Answer.NotOffered<Set<VolumeName>>() ->
                        names.add(new Zombie.NameOnArray(array.name(), name, logIns(array, name), Set.of()));
                    case Answer.Unanswered<Set<VolumeName>>(ArrayFailure failure) ->
                        silent.add(array.name() + ": " + failure);
                }
            }
        }
        if (!silent.isEmpty()) {
            return new Looked.Not(CleanupReport.refused("[array-silent] " + String.join("; ", silent)));
        }
        if (machine.isEmpty() && names.isEmpty()) {
            return new Looked.Not(CleanupReport.notFound(
                    "nothing is left of generation " + request.generation() + " of " + request.instance()));
        }
        return new Looked.At(new Zombie(request.generation(), machine, state, names), arrays.connections());
    }

    /** Ends what was looked at, if a person types which one it is. */
    public CleanupReport release(Request request, Looked.At looked, Consent consent) throws InterruptedException {
        CleanupReport.Lines lines = new CleanupReport.Lines(consent);
        Zombie zombie = looked.zombie();
        String word =
                zombie.machine().map(Ec2InstanceId::value).orElse(request.instance() + "-" + request.generation());
        if (!consent.typing(
                word,
                "Generation " + request.generation() + " of " + request.instance()
                        + " is going to be ended for good.")) {
            return lines.end(Ended.DECLINED, List.of("nothing was changed: " + word + " was not typed"));
        }
        // Somebody may have begun a recovery while the question stood.
        Optional<InstanceLedger> now = cloud.engine().table().read(request.instance());
        Optional<String> objection = Books.objection(now);
        if (objection.isPresent()
                || now.filter(books ->
                                request.generation().isOlderThan(books.current().generation()))
                        .isEmpty()) {
            return CleanupReport.refused(objection.orElse("[books-changed] the books have changed: look again"));
        }
        NameRetirement retirement = new NameRetirement(cloud);
        for (ArrayConnection array : looked.connections()) {
            for (Zombie.NameOnArray name : zombie.byArray().getOrDefault(array.name(), List.of())) {
                if (!name.volumes().isEmpty()) {
                    Optional<String> unproven = retirement.fence(array, name.name(), name.volumes(), lines);
                    if (unproven.isPresent()) {
                        return lines.end(Ended.INCOMPLETE, List.of(unproven.get()));
                    }
                }
            }
        }
        if (!MachineEnding.isOver(zombie.state())) {
            Ec2InstanceId id = zombie.machine().orElseThrow();
            sign(request, id);
            Optional<String> alive = new MachineEnding(cloud).end(id);
            if (alive.isPresent()) {
                zombie.names()
                        .forEach(name -> lines.left("the name " + name.name() + " on " + name.array()
                                + ", which reaches nothing: it stays known until its machine is no more"));
                return lines.end(Ended.INCOMPLETE, List.of(alive.get()));
            }
            lines.done("terminated " + id + ", and EC2 says so");
        }
        List<String> reasons = new ArrayList<>();
        for (ArrayConnection array : looked.connections()) {
            for (Zombie.NameOnArray name : zombie.byArray().getOrDefault(array.name(), List.of())) {
                retirement.retire(array, name.name(), lines).ifPresent(reasons::add);
            }
        }
        return lines.end(reasons.isEmpty() ? Ended.DONE : Ended.INCOMPLETE, reasons);
    }

    /** The books, the token that it was launched with, or the tags; in this order. */
    private LookUp machine(Request request, InstanceLedger books) {
        Optional<Ec2InstanceId> recorded = new Books(books).machineOf(request.generation());
        if (recorded.isPresent()) {
            return new LookUp.Found(new LaunchedMachine(recorded.get(), Optional.empty()));
        }
        LookUp byToken = cloud.engine().compute().find(ClientToken.of(request.instance(), request.generation()));
        if (!(byToken instanceof LookUp.NothingYet)) {
            return byToken;
        }
        List<MachineDescription> tagged = cloud.directory().machines().stream()
                .filter(machine ->
                        request.instance().value().equals(machine.tags().get(LaunchTags.INSTANCE)))
                .filter(machine -> !machine.id().equals(books.current().id()))
                .filter(machine -> request.generation()
                        .toString()
                        .equals(machine.tags().getOrDefault(GENERATION, Generation.FIRST.toString())))
                .toList();
        return switch (tagged.size()) {
            case 0 -> byToken;
            case 1 -> new LookUp.Found(new LaunchedMachine(tagged.getFirst().id(), Optional.empty()));
            default ->
                new LookUp.Unanswered("the tags of "
                        + tagged.stream().map(machine -> machine.id().value()).toList() + " all say so");
        };
    }

    private Optional<Integer> logIns(ArrayConnection connection, Initiator name) {
        try (StorageArray opened =
                cloud.arrays().array(connection, cloud.arrays().inSecret(connection.fenceSecret()))) {
            return opened.sessions(Set.of(name)) instanceof Answer.Answered<SessionReport>(SessionReport report)
                    ? Optional.of(report.sessions().size())
                    : Optional.empty();
        }
    }

    /** Who has ended it, and why, stays with the machine for as long as EC2 knows it. It is no condition. */
    private void sign(Request request, Ec2InstanceId id) {
        try {
            cloud.machines()
                    .tag(
                            id,
                            Map.of(
                                    "outpost-recovery:released-by", legal(request.operator()),
                                    "outpost-recovery:released-because", legal(request.reason())));
        } catch (CloudTroubleException untagged) {
            // The name and the reason are in the answer of the command as well.
        }
    }

    /** Tag values have at most 256 characters, and not all of them everywhere (EC2 User Guide, "Tag restrictions"). */
    private static String legal(String text) {
        String cleaned = text.replaceAll("[^\\p{L}\\p{N} +\\-=._:/@]", " ").strip();
        return cleaned.length() > 256 ? cleaned.substring(0, 256) : cleaned;
    }
}
