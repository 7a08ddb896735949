package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Engine;
import io.github.outpostrecovery.cli.launch.ArraySide.PlannedInitiator;
import io.github.outpostrecovery.cli.userdata.GuestSystem;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Finds out what has to be changed for what was answered. Changes nothing. */
final class LaunchPlanner {
    private final Cloud cloud;
    private final Patience patience;
    private final Supplier<UUID> unique;
    private final Consumer<String> lines;
    private final Neighbours neighbours;

    LaunchPlanner(Cloud cloud, Patience patience, Supplier<UUID> unique, Consumer<String> lines) {
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.unique = requireNonNull(unique, "unique is null");
        this.lines = requireNonNull(lines, "lines is null");
        this.neighbours = new Neighbours(cloud.arrays(), patience, lines);
    }

    LaunchPlan plan(LaunchDraft draft) {
        Generation generation = generation(draft);
        draft.names().values().forEach(this::refuseNameOfAMachine);
        Map<Protocol, Initiator> names = new EnumMap<>(Protocol.class);
        names.putAll(draft.names());
        java.util.stream.Stream.concat(draft.boot().stream(), draft.data().stream())
                .map(PlannedAttachment::protocol)
                .forEach(
                        protocol -> names.computeIfAbsent(protocol, over -> fresh(draft.instance(), generation, over)));
        Tenancy tenancy = new Tenancy(draft.sharing(), names.values());
        Map<Protocol, ArraySide> sides = new EnumMap<>(Protocol.class);
        draft.login()
                .ifPresent(login -> draft.sides().forEach(choice -> {
                    Protocol protocol = choice.protocol();
                    Initiator name = Optional.ofNullable(names.get(protocol))
                            .orElseThrow(() -> new IllegalStateException("no name for " + protocol));
                    PlannedInitiator.Origin origin = draft.names().containsKey(protocol)
                            ? PlannedInitiator.Origin.GIVEN
                            : PlannedInitiator.Origin.GENERATED;
                    sides.put(protocol, side(login, choice, new PlannedInitiator(name, origin), draft, tenancy));
                }));
        return new LaunchPlan(
                cloud.place().stack(),
                draft.purpose(),
                draft.instance(),
                generation,
                draft.placement(),
                draft.machine(),
                names,
                sides,
                draft.sharing(),
                draft.boot(),
                draft.data(),
                draft.lun(),
                draft.scripts(),
                draft.updates(),
                draft.savePath());
    }

    /** Plans one side anew, under a name that nobody has had. */
    ArraySide anew(ArraySide side, InstanceName instance, Generation generation, Tenancy tenancy) {
        AccessRequest request = side.plan().request();
        Initiator name = fresh(instance, generation, side.choice().protocol());
        return planned(
                side.login(),
                side.connection(),
                side.choice(),
                new PlannedInitiator(name, side.initiator().origin()),
                new AccessRequest(
                        name,
                        request.host(),
                        request.group(),
                        request.volumes(),
                        request.operatingSystem(),
                        request.chap()),
                tenancy.with(name));
    }

    /** Plans one side for its very volumes, once a boot image has been cloned. */
    ArraySide exact(ArraySide side, Tenancy tenancy) {
        AccessRequest request = side.plan().request();
        List<RequestedVolume> volumes = request.volumes().stream()
                .map(volume -> new RequestedVolume(
                        side.choice()
                                .copy()
                                .filter(copy -> copy.source().equals(volume.volume()))
                                .map(SideChoice.Copy::target)
                                .orElse(volume.volume()),
                        volume.lun()))
                .toList();
        return planned(
                side.login(),
                side.connection(),
                side.choice(),
                side.initiator(),
                new AccessRequest(
                        request.initiator(),
                        request.host(),
                        request.group(),
                        volumes,
                        request.operatingSystem(),
                        request.chap()),
                tenancy);
    }

    private Initiator fresh(InstanceName instance, Generation generation, Protocol protocol) {
        return Initiator.fresh(protocol, instance, generation, unique.get());
    }

    /** That of the next machine of this name: the books of an earlier one stay, and no generation is used again. */
    private Generation generation(LaunchDraft draft) {
        InstanceName instance = draft.instance();
        boolean launches = draft.machine().isPresent();
        if (launches) {
            refuseTakenName(instance);
        }
        Optional<InstanceLedger> books = books(instance);
        if (launches) {
            books.ifPresent(this::refuseLivingBooks);
        }
        return books.map(InstanceLedger::unusedGeneration).orElse(Generation.FIRST);
    }

    /** None only where there is no engine: of books that cannot be read nobody knows which generations are used up. */
    private Optional<InstanceLedger> books(InstanceName instance) {
        try {
            return cloud.engine().table().read(instance);
        } catch (CloudTroubleException trouble) {
            if (!trouble.code().equals(Engine.NOT_DEPLOYED)) {
                throw trouble;
            }
            lines.accept("Note: there is no engine " + cloud.place().stack() + " that could know " + instance + " ("
                    + trouble.code() + ").");
            return Optional.empty();
        }
    }

    private void refuseTakenName(InstanceName instance) {
        cloud.directory().machines().stream()
                .filter(machine -> !machine.state().equals("terminated"))
                .filter(machine ->
                        machine.name().filter(instance.value()::equals).isPresent()
                                || instance.value().equals(machine.tags().get(LaunchTags.INSTANCE)))
                .findFirst()
                .ifPresent(machine -> {
                    throw taken(
                            "the instance " + machine.id() + " (" + machine.state() + ") is named " + instance,
                            "choose another name, or go on with that one: outpost-recovery templates create"
                                    + " --instance-id "
                                    + machine.id());
                });
    }

    private void refuseLivingBooks(InstanceLedger books) {
        InstanceName instance = books.instance();
        books.incident().filter(last -> last.state() != Incident.State.CLOSED).ifPresent(open -> {
            throw taken(
                    "incident " + open.id() + " of the engine " + cloud.place().stack() + " is " + open.state(),
                    "choose another name, or see it to its end: outpost-recovery status " + instance);
        });
        for (Ec2InstanceId id : books.machines()) {
            cloud.directory()
                    .machine(id)
                    .filter(machine -> !machine.state().equals("terminated"))
                    .ifPresent(machine -> {
                        throw taken(
                                "the engine " + cloud.place().stack() + " has books of an instance " + instance
                                        + ", and " + id + " in them is " + machine.state(),
                                "choose another name, or end that one: outpost-recovery cleanup " + instance
                                        + " (a machine of an older generation: outpost-recovery release)");
                    });
        }
    }

    private static WizardException taken(String what, String next) {
        return new WizardException(WizardFailure.INSTANCE_NAME_TAKEN, what, next);
    }

    private ArraySide side(
            ArrayLogin login, SideChoice choice, PlannedInitiator initiator, LaunchDraft draft, Tenancy tenancy) {
        Optional<SecretArn> chapSecret = java.util.stream.Stream.concat(draft.boot().stream(), draft.data().stream())
                .filter(attachment -> attachment.protocol() == choice.protocol())
                .flatMap(attachment -> attachment.paths().stream())
                .flatMap(path -> path.secret().stream())
                .map(PlannedPath.MachineSecret::arn)
                .findFirst();
        ArrayConnection connection = login.connection(choice.protocol(), choice.scope(), chapSecret);
        boolean boots =
                draft.boot().isPresent() && choice.protocol() == draft.purpose().protocol();
        VolumeName first = choice.volumes().getFirst();
        List<RequestedVolume> volumes = choice.volumes().stream()
                .map(volume -> new RequestedVolume(
                        choice.copy()
                                .filter(copy -> copy.target().equals(volume))
                                .map(SideChoice.Copy::source)
                                .orElse(volume),
                        boots && volume.equals(first) && draft.lun().isPresent()
                                ? Optional.of(new LunId(draft.lun().getAsInt()))
                                : Optional.empty()))
                .toList();
        AccessRequest request = new AccessRequest(
                initiator.name(),
                choice.host(),
                choice.group(),
                volumes,
                draft.purpose().guest() == GuestSystem.WINDOWS ? OperatingSystem.WINDOWS : OperatingSystem.LINUX,
                chap(login, chapSecret));
        return planned(login, connection, choice, initiator, request, tenancy);
    }

    private Optional<ChapCredentials> chap(ArrayLogin login, Optional<SecretArn> secret) {
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        return switch (cloud.arrays().chap(secret.get())) {
            case Answer.Answered<ChapCredentials>(ChapCredentials found) -> Optional.of(found);
            case Answer.Unanswered<ChapCredentials>(var failure) ->
                throw ArrayTrouble.of(login, failure, "for what the machine proves itself with");
            case Answer.NotOffered<ChapCredentials>() -> {
                lines.accept(
                        "Note: " + secret.get() + " cannot be read from here. Where the array keeps CHAP by initiator, "
                                + "enter it there by hand before the launch.");
                yield Optional.empty();
            }
        };
    }

    private ArraySide planned(
            ArrayLogin login,
            ArrayConnection connection,
            SideChoice choice,
            PlannedInitiator initiator,
            AccessRequest request,
            Tenancy tenancy) {
        refuseOthers(login, connection, choice, request, tenancy);
        try (ArrayProvisioning provisioning = cloud.arrays().provisioning(connection, login.credentials())) {
            refuseNameInUse(login, connection, request, provisioning);
            Answer<ProvisioningPlan> plan =
                    patience.during("asking " + login + " what has to be changed", () -> provisioning.plan(request));
            return new ArraySide(
                    login, connection, choice, initiator, ArrayTrouble.answered(login, plan, "what has to be changed"));
        }
    }

    /** The stand-in for a clone that is yet to be made is only copied, so that it may be in use. */
    private void refuseOthers(
            ArrayLogin login, ArrayConnection connection, SideChoice choice, AccessRequest request, Tenancy tenancy) {
        Set<VolumeName> volumes = new HashSet<>(choice.volumes());
        volumes.retainAll(
                request.volumes().stream().map(RequestedVolume::volume).toList());
        neighbours.ofVolumes(login, connection, volumes, tenancy);
        neighbours.ofObjects(login, connection, request, tenancy);
    }

    /** A name is used by one machine only, and stands in no other object than the machine's own. */
    private void refuseNameInUse(
            ArrayLogin login, ArrayConnection connection, AccessRequest request, ArrayProvisioning provisioning) {
        Initiator name = request.initiator();
        Map<Initiator, Set<AccessObject>> holders = ArrayTrouble.answered(
                login,
                patience.during("asking " + login + " who holds the name", () -> provisioning.holders(Set.of(name))),
                "who holds " + name.value());
        holders.getOrDefault(name, Set.of()).stream()
                .filter(object -> !object.name().equals(request.host())
                        && !request.group().equals(Optional.of(object.name())))
                .findFirst()
                .ifPresent(object -> {
                    throw inUse(name, "stands in " + object.name() + " on " + login);
                });
        if (!holders.getOrDefault(name, Set.of()).isEmpty()) {
            try (StorageArray array = cloud.arrays().array(connection, login.credentials())) {
                SessionReport report = ArrayTrouble.answered(
                        login, array.sessions(Set.of(name)), "whether " + name.value() + " is logged in");
                if (!report.of(name).isEmpty()) {
                    throw inUse(name, "is logged in on " + login);
                }
            }
            Neighbours.ofShown(
                    login,
                    name,
                    ArrayTrouble.answered(login, provisioning.shown(name), "what " + name.value() + " is shown")
                            .keySet(),
                    request.volumes().stream().map(RequestedVolume::volume).toList());
        }
    }

    /** A machine that is stopped or cannot be reached is not logged in today, and comes back under its name. */
    private void refuseNameOfAMachine(Initiator name) {
        cloud.directory().machines().stream()
                .filter(machine -> !machine.state().equals("terminated"))
                .filter(machine -> LaunchTags.name(machine.tags(), name))
                .findFirst()
                .ifPresent(machine -> {
                    throw inUse(name, "is the name of " + machine.id() + " (" + machine.state() + ")");
                });
    }

    private static WizardException inUse(Initiator name, String how) {
        return new WizardException(
                WizardFailure.INITIATOR_IN_USE,
                name.value() + " " + how + ": two machines under one name destroy a volume",
                "leave the name out, to have one generated that nobody has had");
    }
}
