package io.github.outpostrecovery.cli.protect;

import io.github.outpostrecovery.cli.cloud.SecretEntry;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.cli.launch.LaunchedArray;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.configuration.ProtectedVolume;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.ForeignInitiator;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;

/** Puts together what the sources know of the arrays of an instance, the earlier sources before the later ones. */
final class ArrayDescriptions {
    private final SequencedMap<ArrayName, DescribedArray> arrays = new LinkedHashMap<>();

    ArrayDescriptions(List<DescribedArray> said) {
        said.forEach(this::add);
    }

    private void add(DescribedArray described) {
        arrays.merge(described.name(), described, DescribedArray::or);
    }

    /** The configuration that there is. */
    void add(ProtectedInstance configured) {
        for (ArrayConnection connection : configured.arrays()) {
            add(new DescribedArray(
                    connection.name(),
                    Optional.of(connection.vendor()),
                    Optional.of(connection.protocol()),
                    Optional.of(connection.endpoint()),
                    connection.scope(),
                    Optional.of(connection.readSecret()),
                    Optional.of(connection.fenceSecret()),
                    connection.chapSecret(),
                    configured.volumes().stream()
                            .filter(volume -> volume.array().equals(connection.name()))
                            .map(ProtectedVolume::volume)
                            .toList(),
                    Optional.empty()));
        }
    }

    /** What the wizard wrote on the machine. */
    void add(LaunchTags tags) {
        for (LaunchedArray launched : tags.arrays()) {
            add(new DescribedArray(
                    launched.name(),
                    Optional.of(launched.vendor()),
                    Optional.of(launched.protocol()),
                    Optional.of(launched.endpoint()),
                    launched.scope(),
                    Optional.empty(),
                    Optional.empty(),
                    launched.chapSecrets().stream().findFirst(),
                    launched.volumes(),
                    Optional.ofNullable(tags.initiators().get(launched.protocol()))));
        }
    }

    /** The names on the books, which go before anything that a tag says. */
    void add(Machine machine) {
        arrays.replaceAll((name, described) -> Optional.ofNullable(
                        machine.initiators().get(name))
                .map(known -> new DescribedArray(
                                name,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.of(known))
                        .or(described))
                .orElse(described));
    }

    /**
     * The secrets by the names that the engine's roles can read: {@code STACK/read/ARRAY} and so on.
     */
    void add(String stack, List<SecretEntry> secrets) {
        arrays.replaceAll((name, described) -> described.or(new DescribedArray(
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                named(secrets, stack + "/read/" + name),
                named(secrets, stack + "/fence/" + name),
                Optional.empty(),
                List.of(),
                Optional.empty())));
        arrays.replaceAll((name, described) -> described.chap().isEmpty()
                ? described
                : named(secrets, stack + "/chap/" + name)
                        .filter(own -> !said(secrets, described.chap().get(), stack + "/chap/"))
                        .map(own -> withChap(described, own))
                        .orElse(described));
    }

    /** Whether a secret has a name that the granting role can read. */
    private static boolean said(List<SecretEntry> secrets, SecretArn arn, String prefix) {
        return secrets.stream()
                .anyMatch(entry -> entry.arn().equals(arn) && entry.name().startsWith(prefix));
    }

    private static DescribedArray withChap(DescribedArray described, SecretArn chap) {
        return new DescribedArray(
                described.name(),
                described.vendor(),
                described.protocol(),
                described.endpoint(),
                described.scope(),
                described.read(),
                described.fence(),
                Optional.of(chap),
                described.volumes(),
                described.initiator());
    }

    private static Optional<SecretArn> named(List<SecretEntry> secrets, String name) {
        return secrets.stream()
                .filter(entry -> entry.name().equals(name))
                .map(SecretEntry::arn)
                .findFirst();
    }

    /** What the engine needs to know of them; for each thing that is missing a reason, with the option that would tell. */
    record Complete(
            List<ArrayConnection> connections, List<ProtectedVolume> volumes, Map<ArrayName, Initiator> initiators) {}

    Optional<Complete> complete(String stack, SortedSet<String> vendors, List<String> why) {
        List<ArrayConnection> connections = new ArrayList<>();
        List<ProtectedVolume> volumes = new ArrayList<>();
        Map<ArrayName, Initiator> initiators = new LinkedHashMap<>();
        if (arrays.isEmpty()) {
            why.add("[array-needed] no tag of the machine tells which array it uses: give --array, and what follows"
                    + " it");
        }
        for (DescribedArray array : arrays.values()) {
            List<String> missing = missing(array, stack, vendors);
            why.addAll(missing);
            if (missing.isEmpty()) {
                connections.add(new ArrayConnection(
                        array.name(),
                        array.vendor().orElseThrow(),
                        array.protocol().orElseThrow(),
                        array.endpoint().orElseThrow(),
                        array.read().orElseThrow(),
                        array.fence().orElseThrow(),
                        array.chap(),
                        array.scope()));
                array.volumes().forEach(volume -> volumes.add(new ProtectedVolume(array.name(), volume)));
                initiators.put(array.name(), array.initiator().orElseThrow());
            }
        }
        return why.isEmpty() ? Optional.of(new Complete(connections, volumes, initiators)) : Optional.empty();
    }

    private static List<String> missing(DescribedArray array, String stack, SortedSet<String> vendors) {
        List<String> why = new ArrayList<>();
        String name = array.name().value();
        if (array.vendor().filter("generic"::equals).isPresent()) {
            return List.of(Generic.WHY);
        }
        needed(array.vendor(), name, "--vendor", why);
        array.vendor()
                .filter(vendor -> !vendors.contains(vendor))
                .ifPresent(vendor -> why.add("[vendor-unknown] array " + name + ": the vendor \"" + vendor
                        + "\" is not known; known are " + String.join(", ", vendors)));
        needed(array.protocol(), name, "--protocol", why);
        needed(array.endpoint(), name, "--endpoint", why);
        if (array.read().isEmpty()) {
            why.add("[secret-needed] there is no secret " + stack + "/read/" + name
                    + " for the log-in that reads: make it, or name another with --read-secret");
        }
        if (array.fence().isEmpty()) {
            why.add("[secret-needed] there is no secret " + stack + "/fence/" + name
                    + " for the log-in that changes access: make it, or name another with --fence-secret");
        }
        if (array.volumes().isEmpty()) {
            why.add("[volume-needed] no volume of " + name + " is known: give --volume");
        }
        needed(array.initiator(), name, "--initiator", why);
        array.initiator().ifPresent(initiator -> {
            boolean right = switch (initiator) {
                case Iqn iqn ->
                    array.protocol().filter(Protocol.NVME_TCP::equals).isEmpty();
                case HostNqn nqn ->
                    array.protocol().filter(Protocol.ISCSI::equals).isEmpty();
                case ForeignInitiator foreign -> false;
            };
            if (!right) {
                why.add("[initiator-wrong] array " + name + ": " + initiator + " is no name for its protocol");
            }
        });
        return why;
    }

    private static void needed(Optional<?> value, String array, String option, List<String> why) {
        if (value.isEmpty()) {
            why.add("[array-incomplete] array " + array + ": give " + option);
        }
    }

    /** Why such storage is not protected. */
    static final class Generic {
        static final String WHY =
                "[generic-not-fenceable] the machine uses generic storage: nobody can tell such an array to shut a"
                        + " dead machine out, so a recovery could bring two writers onto one volume. Protect it once its"
                        + " array is one of those that can be fenced";

        private Generic() {}
    }
}
