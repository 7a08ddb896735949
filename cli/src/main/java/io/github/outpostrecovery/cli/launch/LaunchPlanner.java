package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
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

    LaunchPlanner(Cloud cloud, Patience patience, Supplier<UUID> unique, Consumer<String> lines) {
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.unique = requireNonNull(unique, "unique is null");
        this.lines = requireNonNull(lines, "lines is null");
    }

    LaunchPlan plan(LaunchDraft draft) {
        Generation generation = generation(draft);
        Map<Protocol, Initiator> names = new EnumMap<>(Protocol.class);
        names.putAll(draft.names());
        java.util.stream.Stream.concat(draft.boot().stream(), draft.data().stream())
                .map(PlannedAttachment::protocol)
                .forEach(
                        protocol -> names.computeIfAbsent(protocol, over -> fresh(draft.instance(), generation, over)));
        Map<Protocol, ArraySide> sides = new EnumMap<>(Protocol.class);
        draft.login()
                .ifPresent(login -> draft.sides().forEach(choice -> {
                    Protocol protocol = choice.protocol();
                    Initiator name = Optional.ofNullable(names.get(protocol))
                            .orElseThrow(() -> new IllegalStateException("no name for " + protocol));
                    PlannedInitiator.Origin origin = draft.names().containsKey(protocol)
                            ? PlannedInitiator.Origin.GIVEN
                            : PlannedInitiator.Origin.GENERATED;
                    sides.put(protocol, side(login, choice, new PlannedInitiator(name, origin), draft));
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
                draft.boot(),
                draft.data(),
                draft.lun(),
                draft.scripts(),
                draft.updates(),
                draft.savePath());
    }

    /** Plans one side anew, under a name that nobody has had. */
    ArraySide anew(ArraySide side, InstanceName instance, Generation generation, AccessRequest request) {
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
                        request.chap()));
    }

    /** Plans one side for its very volumes, once a boot image has been cloned. */
    ArraySide exact(ArraySide side) {
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
                        request.chap()));
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
        try {
            Optional<InstanceLedger> books = cloud.engine().table().read(instance);
            if (launches) {
                books.ifPresent(this::refuseLivingBooks);
            }
            return books.map(InstanceLedger::unusedGeneration).orElse(Generation.FIRST);
        } catch (CloudTroubleException trouble) {
            lines.accept("Note: whether the engine " + cloud.place().stack() + " knows " + instance
                    + " cannot be told (" + trouble.code() + ").");
            return Generation.FIRST;
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

    private ArraySide side(ArrayLogin login, SideChoice choice, PlannedInitiator initiator, LaunchDraft draft) {
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
        return planned(login, connection, choice, initiator, request);
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
            AccessRequest request) {
        try (ArrayProvisioning provisioning = cloud.arrays().provisioning(connection, login.credentials())) {
            refuseNameInUse(login, connection, request, provisioning);
            Answer<ProvisioningPlan> plan =
                    patience.during("asking " + login + " what has to be changed", () -> provisioning.plan(request));
            return new ArraySide(
                    login, connection, choice, initiator, ArrayTrouble.answered(login, plan, "what has to be changed"));
        }
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
                    throw inUse(login, name, "stands in " + object.name());
                });
        if (!holders.getOrDefault(name, Set.of()).isEmpty()) {
            try (StorageArray array = cloud.arrays().array(connection, login.credentials())) {
                if (array.sessions(Set.of(name)) instanceof Answer.Answered<SessionReport>(SessionReport report)
                        && !report.of(name).isEmpty()) {
                    throw inUse(login, name, "is logged in");
                }
            }
        }
    }

    private static WizardException inUse(ArrayLogin login, Initiator name, String how) {
        return new WizardException(
                WizardFailure.INITIATOR_IN_USE,
                name.value() + " " + how + " on " + login + ": two machines under one name destroy a volume",
                "leave the name out, to have one generated that nobody has had");
    }
}
