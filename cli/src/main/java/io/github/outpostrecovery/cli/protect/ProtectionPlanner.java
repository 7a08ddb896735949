package io.github.outpostrecovery.cli.protect;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.InstanceProfile;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.cli.launch.LaunchTags.Reading;
import io.github.outpostrecovery.cli.protect.Protection.Beginning;
import io.github.outpostrecovery.cli.protect.ProtectionRequest.Clustering;
import io.github.outpostrecovery.core.configuration.Configurations.Lookup;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.configuration.Policy;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.functions.trigger.TriggerReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts the configuration of an instance together, from what a person said and what tags, templates and books tell. */
public final class ProtectionPlanner {
    /** The tag that the engine puts on what it launches. */
    private static final String GENERATION = "outpost-recovery:generation";

    private final Cloud cloud;

    public ProtectionPlanner(Cloud cloud) {
        this.cloud = requireNonNull(cloud, "cloud is null");
    }

    /** Looks at everything and changes nothing; all reasons against it are told at once. */
    public Protection plan(ProtectionRequest request) {
        List<String> why = new ArrayList<>();
        Optional<InstanceLedger> books = cloud.engine().table().read(request.name());
        Optional<ProtectedInstance> configured = configured(request.name());
        return switch (MachineSearch.of(cloud.directory(), request.name(), request.machine(), books)) {
            case MachineSearch.Unknown(String none) -> new Protection.NotFound(none);
            case MachineSearch.Ambiguous(String several) -> new Protection.Refused(List.of(several));
            case MachineSearch.Found(MachineDescription machine) -> plan(request, machine, books, configured, why);
        };
    }

    private Protection plan(
            ProtectionRequest request,
            MachineDescription machine,
            Optional<InstanceLedger> books,
            Optional<ProtectedInstance> configured,
            List<String> why) {
        checkMachine(machine, why);
        Optional<InstanceLedger> left =
                books.filter(ledger -> !ledger.current().id().equals(machine.id()));
        Optional<InstanceLedger> kept = left.isPresent() ? Optional.empty() : books;
        kept.ifPresent(ledger -> checkIncident(ledger, why));
        left.ifPresent(ledger -> why.addAll(new Predecessors(cloud).living(ledger)));
        List<LaunchTarget> targets = new LaunchTargets(cloud).of(request, why);
        Optional<ArrayDescriptions.Complete> arrays = arrays(request, machine, kept, configured, why);
        if (why.isEmpty() && arrays.isPresent()) {
            left.ifPresent(ledger -> why.addAll(
                    new Predecessors(cloud).objections(ledger, arrays.get().connections())));
        }
        Beginning beginning =
                kept.isPresent() ? Beginning.KEPT_BOOKS : left.isPresent() ? Beginning.ADOPTED : Beginning.NEW_BOOKS;
        Optional<InstanceLedger> ledger = arrays.flatMap(found -> ledger(request, machine, kept, left, found, why));
        ledger.ifPresent(known -> checkMode(request, targets, earned(known, beginning, machine, configured), why));
        Optional<String> role = role(machine, why);
        if (!why.isEmpty() || arrays.isEmpty() || ledger.isEmpty()) {
            return new Protection.Refused(why);
        }
        Policy policy =
                request.policy().apply(configured.map(ProtectedInstance::policy).orElse(Policy.STANDARD));
        ProtectedInstance plain = new ProtectedInstance(
                request.name(),
                request.mode(),
                alarmOf(request.name()),
                arrays.get().connections(),
                arrays.get().volumes(),
                targets,
                policy,
                configured.flatMap(ProtectedInstance::portals).or(() -> portalsOf(machine)));
        // What an earlier protect has set stays, unless it is set anew.
        ProtectedInstance configuration = request.storm()
                .apply(plain.with(
                        configured.flatMap(ProtectedInstance::priority), configured.flatMap(ProtectedInstance::storm)));
        Optional<String> tooLarge = ConfigurationText.of(configuration).objection();
        return tooLarge.isPresent()
                ? new Protection.Refused(List.of(tooLarge.get()))
                : new Protection.Proposed(
                        configuration,
                        ledger.get(),
                        beginning,
                        machine,
                        role,
                        request.clustering(),
                        notices(machine, targets));
    }

    /** The addresses that the wizard has told the machine of. */
    private static Optional<Map<ArrayName, Set<String>>> portalsOf(MachineDescription machine) {
        if (!(LaunchTags.read(machine.tags()) instanceof LaunchTags.Reading.Launched(LaunchTags tags))) {
            return Optional.empty();
        }
        Map<ArrayName, Set<String>> portals = new TreeMap<>(Comparator.comparing(ArrayName::value));
        tags.arrays().stream()
                .filter(array -> !array.portals().isEmpty())
                .forEach(array -> portals.put(
                        array.name(),
                        array.portals().stream()
                                .map(ProtectionPlanner::withoutPort)
                                .collect(Collectors.toCollection(TreeSet::new))));
        return portals.isEmpty() ? Optional.empty() : Optional.of(portals);
    }

    /** {@code 10.0.0.1} of {@code 10.0.0.1:3260}, {@code fd00::1} of {@code [fd00::1]:3260}. */
    private static String withoutPort(String portal) {
        int port = portal.lastIndexOf(':');
        String address = port < 0 || portal.endsWith("]") ? portal : portal.substring(0, port);
        return address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
    }

    /** The alarm of an instance. */
    public static AlarmName alarmOf(InstanceName instance) {
        return new AlarmName(TriggerReader.ALARM_PREFIX + instance);
    }

    private Optional<ProtectedInstance> configured(InstanceName name) {
        return switch (cloud.engine().configurations().find(name)) {
            case Lookup.Found(ProtectedInstance found) -> Optional.of(found);
            case Lookup.NotProtected none -> Optional.empty();
            // It is written anew, and nothing of it is taken over.
            case Lookup.Unreadable(String damage) -> Optional.empty();
        };
    }

    private static void checkMachine(MachineDescription machine, List<String> why) {
        if (!machine.state().equals("running")) {
            why.add("[not-running] " + machine.id() + " is " + machine.state() + ": what is protected has to run");
        }
        if (machine.outpost().isEmpty()) {
            why.add("[not-on-outpost] " + machine.id() + " runs in the Region, not on an Outpost");
        }
    }

    private static void checkIncident(InstanceLedger ledger, List<String> why) {
        ledger.incident()
                .filter(last -> last.state() != Incident.State.CLOSED)
                .ifPresent(open -> why.add("[incident-open] incident " + open.id() + " is " + open.state()
                        + ": end it first (outpost-recovery status " + ledger.instance() + ")"));
    }

    private Optional<ArrayDescriptions.Complete> arrays(
            ProtectionRequest request,
            MachineDescription machine,
            Optional<InstanceLedger> books,
            Optional<ProtectedInstance> configured,
            List<String> why) {
        ArrayDescriptions arrays = new ArrayDescriptions(request.arrays());
        configured.ifPresent(arrays::add);
        switch (LaunchTags.read(machine.tags())) {
            case Reading.Launched(LaunchTags tags) -> {
                if (tags.vendor().equals("generic")) {
                    why.add(ArrayDescriptions.Generic.WHY);
                    return Optional.empty();
                }
                if (!tags.instance().equals(request.name())) {
                    why.add("[other-instance] the tags of " + machine.id() + " say that it is " + tags.instance());
                    return Optional.empty();
                }
                arrays.add(tags);
            }
            case Reading.Foreign none -> {}
            case Reading.Damaged(String damage) -> {
                if (request.arrays().isEmpty() && configured.isEmpty()) {
                    why.add("[tags-damaged] the tags of " + machine.id() + " cannot be read (" + damage
                            + "): give --array, and what follows it");
                }
            }
        }
        books.ifPresent(ledger -> arrays.add(ledger.current()));
        arrays.add(cloud.place().stack(), cloud.directory().secrets());
        return arrays.complete(
                cloud.place().stack(), new TreeSet<>(cloud.arrays().vendors()), why);
    }

    /** The books there are, if they agree; or those to begin with. */
    private static Optional<InstanceLedger> ledger(
            ProtectionRequest request,
            MachineDescription machine,
            Optional<InstanceLedger> books,
            Optional<InstanceLedger> left,
            ArrayDescriptions.Complete arrays,
            List<String> why) {
        if (books.isPresent()) {
            arrays.initiators().forEach((array, initiator) -> {
                Initiator said = request.arrays().stream()
                        .filter(described -> described.name().equals(array))
                        .flatMap(described -> described.initiator().stream())
                        .findFirst()
                        .orElse(initiator);
                if (!said.equals(books.get().current().initiators().get(array))) {
                    why.add("[books-differ] the books do not say that the machine logs in to " + array + " as " + said
                            + ", and they are never overwritten");
                }
            });
            return books;
        }
        InstanceName name = request.name();
        Generation generation = arrays.initiators().values().stream()
                .flatMap(initiator -> initiator.generationFor(name).stream())
                .max(Comparator.naturalOrder())
                .orElseGet(() -> left.map(InstanceLedger::unusedGeneration).orElse(Generation.FIRST));
        Optional<Machine> current = machine.outpost()
                .map(server ->
                        new Machine(generation, machine.id(), server, arrays.initiators(), machine.launchedAt()));
        return left.isEmpty()
                ? current.map(first -> InstanceLedger.of(name, first))
                : current.flatMap(next -> adopted(left.get(), next, why));
    }

    private static Optional<InstanceLedger> adopted(InstanceLedger left, Machine next, List<String> why) {
        return switch (left.adopt(next)) {
            case Transition.To(InstanceLedger adopted) -> Optional.of(adopted);
            case Transition.Denied(Transition.Denial denial) -> {
                if (denial == Transition.Denial.OTHER_GENERATION) {
                    why.add("[generation-used] " + next.id() + " logs in as "
                            + new TreeSet<>(next.initiators().values().stream()
                                    .map(Initiator::value)
                                    .toList())
                            + ", which is not newer than what the books of " + left.instance()
                            + " know: launch it anew, and it is " + left.unusedGeneration());
                }
                yield Optional.empty();
            }
        };
    }

    /**
     * Whether a machine of this instance was seen to boot under a changed name: the engine has launched the current one. One
     * that was adopted has a later generation too, and has shown nothing.
     */
    private static boolean earned(
            InstanceLedger ledger,
            Beginning beginning,
            MachineDescription machine,
            Optional<ProtectedInstance> configured) {
        if (beginning != Beginning.KEPT_BOOKS
                || !Generation.FIRST.isOlderThan(ledger.current().generation())) {
            return false;
        }
        boolean recorded = ledger.incident().stream()
                .flatMap(last -> last.successors().stream())
                .anyMatch(successor ->
                        successor.machine().equals(Optional.of(ledger.current().id())));
        boolean tagged =
                ledger.current().generation().toString().equals(machine.tags().get(GENERATION));
        return recorded
                || tagged
                || configured.filter(known -> known.mode() == Mode.AUTOMATIC).isPresent();
    }

    private static void checkMode(
            ProtectionRequest request, List<LaunchTarget> targets, boolean earned, List<String> why) {
        switch (request.mode()) {
            case NOTIFY -> {}
            case AUTOMATIC -> {
                if (!earned) {
                    why.add("[automatic-not-earned] " + request.name() + " has never been seen to boot under a changed"
                            + " initiator name: protect it with --mode"
                            + " notify, and show it once by"
                            + " outpost-recovery move "
                            + request.name() + " --to "
                            + (targets.isEmpty() ? "SERVER" : targets.getFirst().server()));
                }
                if (request.clustering() == Clustering.CLUSTERED) {
                    why.add("[clustered-volumes] the volumes are shared by a cluster, whose persistent reservations"
                            + " stay with the name of the dead machine: a person has to look, so the mode is"
                            + " notify");
                }
            }
        }
    }

    private Optional<String> role(MachineDescription machine, List<String> why) {
        if (machine.instanceProfileArn().isEmpty()) {
            return Optional.empty();
        }
        String arn = machine.instanceProfileArn().get();
        Optional<String> role = cloud.directory().instanceProfiles().stream()
                .filter(profile -> profile.arn().equals(arn))
                .findFirst()
                .flatMap(InstanceProfile::role);
        if (role.isEmpty()) {
            why.add("[instance-profile-without-role] the instance profile " + arn + " of " + machine.id()
                    + " is gone, or has no role");
        }
        return role;
    }

    private List<String> notices(MachineDescription machine, List<LaunchTarget> targets) {
        List<String> notices = new ArrayList<>();
        Ec2InstanceId id = machine.id();
        if (!cloud.place().stack().equals(machine.tags().get(LaunchTags.STACK))) {
            notices.add(id + " gets the tag " + LaunchTags.STACK + "="
                    + cloud.place().stack() + ", without which the engine may not end it");
        }
        if (!targets.isEmpty()
                && machine.outpost()
                        .filter(server -> !server.equals(targets.getLast().server()))
                        .isPresent()) {
            notices.add(id + " does not run on its home server "
                    + targets.getLast().server() + " today: outpost-recovery failback brings it there");
        }
        return notices;
    }
}
