package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.SecretEntry;
import io.github.outpostrecovery.cli.userdata.Attachment.IscsiPortal;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Asks over which paths the array is reached, and with which secrets. Changes nothing. */
final class PathStep {
    private static final int ISCSI_PORT = 3260;
    private static final int NVME_PORT = 4420;

    private final Asking asking;
    private final Secrets secrets;
    private final Protocol protocol;
    private final OptionalInt most;
    private final Options options;

    /** Under which options one attachment is asked for. */
    record Options(LaunchOption target, LaunchOption endpoint, LaunchOption secret, LaunchOption portalSecret) {
        static Options of(Protocol protocol) {
            return switch (protocol) {
                case ISCSI ->
                    new Options(
                            LaunchOption.TARGET_IQN,
                            LaunchOption.TARGET_ENDPOINT,
                            LaunchOption.AUTH_SECRET,
                            LaunchOption.PORTAL_SECRET);
                case NVME_TCP ->
                    new Options(
                            LaunchOption.SUBSYSTEM_NQN,
                            LaunchOption.SUBSYSTEM_ENDPOINT,
                            LaunchOption.AUTH_SECRET,
                            LaunchOption.PORTAL_SECRET);
            };
        }

        static Options ofData() {
            return new Options(
                    LaunchOption.DATA_TARGET,
                    LaunchOption.DATA_ENDPOINT,
                    LaunchOption.DATA_SECRET,
                    LaunchOption.DATA_PORTAL_SECRET);
        }
    }

    /**
     * Makes one.
     *
     * @param most how many paths there may be; empty for any number
     */
    PathStep(Asking asking, Secrets secrets, Protocol protocol, OptionalInt most, Options options) {
        this.asking = requireNonNull(asking, "asking is null");
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
        this.most = requireNonNull(most, "most is null");
        this.options = requireNonNull(options, "options is null");
    }

    /** Paths of an array that the wizard does not speak to. */
    List<PlannedPath> typed() {
        List<String> targets = new ArrayList<>();
        for (String target :
                separated(options.target(), "Names of the targets, separated by commas", this::targetObjection)) {
            targets.add(target);
        }
        List<String> endpoints = separated(
                options.endpoint(), "Their addresses, in the same order, separated by commas", PathAddress::objection);
        if (targets.size() != endpoints.size()) {
            throw new WizardException(
                    WizardFailure.INVALID_INPUT,
                    targets.size() + " targets and " + endpoints.size()
                            + " endpoints: there has to be one endpoint for each",
                    "repeat " + options.target().option() + " and "
                            + options.endpoint().option() + " equally often");
        }
        List<PlannedPath> paths = new ArrayList<>();
        for (int at = 0; at < targets.size(); at++) {
            paths.add(new PlannedPath(address(endpoints.get(at)), targets.get(at), Optional.empty()));
        }
        return limited(paths);
    }

    /** Paths among those that an array offers. */
    List<PlannedPath> offered(List<TargetPortal> portals, String array) {
        if (portals.isEmpty()) {
            throw new WizardException(
                    WizardFailure.ENDPOINT_NOT_FOUND,
                    array + " offers no portal for " + LaunchTags.word(protocol) + " that is up",
                    "enable the service on the array, and bring its interfaces up");
        }
        List<TargetPortal> sorted = portals.stream()
                .sorted(java.util.Comparator.comparing(
                        PathStep::key, io.github.outpostrecovery.cli.prompt.NaturalOrder.INSTANCE))
                .toList();
        Optional<List<String>> given =
                asking.isGiven(options.endpoint()) ? Optional.of(asking.listed(options.endpoint())) : Optional.empty();
        List<TargetPortal> chosen = given.isPresent()
                ? given.get().stream()
                        .map(typed -> match(sorted, typed))
                        .distinct()
                        .toList()
                : asking
                        .chooseSeveral(
                                options.endpoint(),
                                "Portals" + (most.isPresent() ? ", at most " + most.getAsInt() : ""),
                                List.of("PORTAL", "TARGET"),
                                sorted,
                                portal -> List.of(key(portal), portal.target()),
                                Optional.of(String.join(
                                        ",",
                                        proposed(sorted).stream()
                                                .map(PathStep::key)
                                                .toList())),
                                WizardFailure.ENDPOINT_NOT_FOUND)
                        .stream()
                        .distinct()
                        .toList();
        return limited(chosen.stream()
                .map(portal -> new PlannedPath(
                        new PathAddress(portal.address(), portal.port()), portal.target(), Optional.empty()))
                .toList());
    }

    /** As many as may be, on different addresses. */
    private List<TargetPortal> proposed(List<TargetPortal> sorted) {
        List<TargetPortal> some = new ArrayList<>();
        LinkedHashSet<String> addresses = new LinkedHashSet<>();
        for (TargetPortal portal : sorted) {
            if (most.isEmpty() || (some.size() < most.getAsInt() && !addresses.contains(portal.address()))) {
                some.add(portal);
                addresses.add(portal.address());
            }
        }
        return some;
    }

    private TargetPortal match(List<TargetPortal> sorted, String typed) {
        PathAddress wanted = address(typed);
        boolean anyPort = !typed.equals(wanted.text()) && !typed.endsWith(":" + wanted.port());
        return sorted.stream()
                .filter(portal ->
                        sameHost(portal.address(), wanted.address()) && (anyPort || portal.port() == wanted.port()))
                .findFirst()
                .orElseThrow(() -> new WizardException(
                        WizardFailure.ENDPOINT_NOT_FOUND,
                        "the array does not offer " + typed + ": it offers "
                                + String.join(
                                        ", ", sorted.stream().map(PathStep::key).toList()),
                        "give --" + options.endpoint().option().replaceFirst("^-+", "")
                                + " one of those, or leave it out"));
    }

    private static boolean sameHost(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    private List<PlannedPath> limited(List<PlannedPath> paths) {
        if (most.isPresent() && paths.size() > most.getAsInt()) {
            throw new WizardException(
                    WizardFailure.TOO_MANY_TARGETS,
                    paths.size() + " targets are chosen, and at most " + most.getAsInt() + " can be booted over",
                    "choose fewer");
        }
        return paths;
    }

    /** Pairs secrets with paths by position. */
    List<PlannedPath> withSecrets(List<PlannedPath> paths) {
        List<Optional<PlannedPath.MachineSecret>> paired = pair(
                options.secret(),
                "target",
                paths.stream().map(path -> path.address().text()).toList());
        List<PlannedPath> all = new ArrayList<>();
        for (int at = 0; at < paths.size(); at++) {
            all.add(paths.get(at).with(paired.get(at)));
        }
        return all;
    }

    /** The portals of the paths, each once, in order, with their secrets. */
    List<IscsiPortal> portals(List<PlannedPath> paths) {
        List<PathAddress> addresses =
                paths.stream().map(PlannedPath::address).distinct().toList();
        List<Optional<PlannedPath.MachineSecret>> paired = pair(
                options.portalSecret(),
                "portal",
                addresses.stream().map(PathAddress::text).toList());
        List<IscsiPortal> portals = new ArrayList<>();
        for (int at = 0; at < addresses.size(); at++) {
            portals.add(new IscsiPortal(
                    addresses.get(at).address(),
                    addresses.get(at).port(),
                    paired.get(at).map(PlannedPath.MachineSecret::nameOrArn)));
        }
        return portals;
    }

    private List<Optional<PlannedPath.MachineSecret>> pair(LaunchOption option, String noun, List<String> of) {
        List<String> names = asking.isGiven(option) ? asking.listed(option) : asked(option, noun, of);
        if (names.size() > of.size()) {
            throw new WizardException(
                    WizardFailure.INVALID_INPUT,
                    names.size() + " secrets are given for " + of.size() + " " + noun + (of.size() == 1 ? "" : "s"),
                    "give at most one " + option.option() + " for each " + noun + ", in their order");
        }
        List<Optional<PlannedPath.MachineSecret>> paired = new ArrayList<>();
        for (String name : names) {
            if (name.equals(LaunchOption.NONE)) {
                paired.add(Optional.empty());
            } else {
                SecretEntry entry = secrets.forMachine(name, protocol);
                paired.add(Optional.of(new PlannedPath.MachineSecret(name, entry.arn())));
            }
        }
        if (!names.isEmpty()
                && names.stream().anyMatch(name -> !name.equals(LaunchOption.NONE))
                && names.size() < of.size()) {
            asking.tell("Note: without a secret, since fewer are given: "
                    + String.join(", ", of.subList(names.size(), of.size())));
        }
        while (paired.size() < of.size()) {
            paired.add(Optional.empty());
        }
        return paired;
    }

    private List<String> asked(LaunchOption option, String noun, List<String> of) {
        List<Optional<SecretEntry>> rows = new ArrayList<>(List.of(Optional.empty()));
        secrets.all().forEach(entry -> rows.add(Optional.of(entry)));
        return asking
                .chooseSeveral(
                        option,
                        "CHAP secrets, the n-th for the n-th " + noun + " of " + String.join(", ", of),
                        List.of("SECRET", "ARN"),
                        rows,
                        row -> row.map(entry ->
                                        List.of(entry.name(), entry.arn().value()))
                                .orElse(List.of(LaunchOption.NONE, "")),
                        Optional.of(LaunchOption.NONE),
                        WizardFailure.SECRET_NOT_FOUND)
                .stream()
                .map(row -> row.map(SecretEntry::name).orElse(LaunchOption.NONE))
                .toList();
    }

    private List<String> separated(
            LaunchOption option, String text, java.util.function.Function<String, Optional<String>> objection) {
        java.util.function.Function<String, Optional<String>> each = typed -> {
            for (String one : typed.split(",", -1)) {
                Optional<String> why = objection.apply(one.strip());
                if (why.isPresent()) {
                    return why;
                }
            }
            return Optional.empty();
        };
        List<String> all = new ArrayList<>();
        List<String> lines = asking.isGiven(option)
                ? asking.listed(option)
                : List.of(asking.text(option, text, Optional.empty(), each, WizardFailure.INVALID_INPUT));
        for (String line : lines) {
            each.apply(line).ifPresent(why -> {
                throw new WizardException(
                        WizardFailure.INVALID_INPUT, option.option() + ": " + why, "give it another value");
            });
            for (String one : line.split(",", -1)) {
                all.add(one.strip());
            }
        }
        return all;
    }

    Optional<String> targetObjection(String typed) {
        try {
            switch (protocol) {
                case ISCSI -> {
                    Iqn _ = new Iqn(typed);
                }
                case NVME_TCP -> {
                    HostNqn _ = new HostNqn(typed);
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of(String.valueOf(malformed.getMessage()));
        }
    }

    private PathAddress address(String typed) {
        int usual = switch (protocol) {
            case ISCSI -> ISCSI_PORT;
            case NVME_TCP -> NVME_PORT;
        };
        return PathAddress.parse(typed, usual)
                .orElseThrow(() -> new WizardException(
                        WizardFailure.INVALID_INPUT,
                        options.endpoint().option() + ": "
                                + PathAddress.objection(typed).orElse(""),
                        "give it another value"));
    }

    private static String key(TargetPortal portal) {
        return new PathAddress(portal.address(), portal.port()).text();
    }
}
