package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.userdata.Feature;
import io.github.outpostrecovery.cli.userdata.GuestSystem;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the tags of a launched instance tell: all that its protection has to know of it. Never a secret, only where one is kept.
 *
 * <p>A tag value has at most 256 characters (EC2 User Guide, "Tag restrictions"), so a longer one goes on in tags of the same key
 * with {@code .2}, {@code .3} and so on. An instance has at most 50 tags.
 *
 * @param stack the engine that may protect the instance
 * @param vendor {@code generic} for an array that the wizard did not speak to; then there are no arrays
 * @param protocol by which it boots or, with data volumes only, by which it reaches those
 * @param initiators the name by protocol that the <em>first</em> machine logs in with; a tag that a successor inherits is out of
 *     date, and the books of the engine are right
 * @param arrays the one that it boots from first
 */
public record LaunchTags(
        String stack,
        InstanceName instance,
        Feature feature,
        GuestSystem guest,
        String vendor,
        Protocol protocol,
        Map<Protocol, Initiator> initiators,
        List<LaunchedArray> arrays) {
    /** The key that tells which engine an instance belongs to. */
    public static final String STACK = "outpost-recovery:stack";

    /** The key that tells the name of a protected instance. */
    public static final String INSTANCE = "outpost-recovery:instance";

    /** The largest number of tags that EC2 keeps for one instance. */
    public static final int MOST = 50;

    private static final String PREFIX = "outpost-recovery:";
    private static final int LONGEST = 256;
    private static final String NAME = "Name";
    private static final String FEATURE = PREFIX + "feature";
    private static final String GUEST = PREFIX + "guest";
    private static final String VENDOR = PREFIX + "vendor";
    private static final String PROTOCOL = PREFIX + "protocol";
    private static final String INITIATOR = PREFIX + "initiator-";
    private static final String ARRAY = PREFIX + "array-";

    public LaunchTags {
        initiators = Map.copyOf(initiators);
        arrays = List.copyOf(arrays);
    }

    /** What the tags of an instance were read as. */
    public sealed interface Reading {
        /** It was launched by the wizard. */
        record Launched(LaunchTags tags) implements Reading {}

        /** It carries none of these tags. */
        record Foreign() implements Reading {}

        /** It carries some, and somebody has changed or removed others. */
        record Damaged(String why) implements Reading {}
    }

    /**
     * The tags, {@code Name} included.
     *
     * @throws IllegalArgumentException if they are more than an instance can have
     */
    public Map<String, String> toMap() {
        Map<String, String> tags = new TreeMap<>();
        put(tags, NAME, instance.value());
        put(tags, STACK, stack);
        put(tags, INSTANCE, instance.value());
        put(tags, FEATURE, word(feature));
        put(tags, GUEST, word(guest));
        put(tags, VENDOR, vendor);
        put(tags, PROTOCOL, word(protocol));
        initiators.forEach((over, initiator) -> put(tags, INITIATOR + word(over), initiator.value()));
        int number = 0;
        for (LaunchedArray array : arrays) {
            number++;
            String key = ARRAY + number;
            put(tags, key, array.name().value());
            put(tags, key + ":vendor", array.vendor());
            put(tags, key + ":protocol", word(array.protocol()));
            put(tags, key + ":endpoint", array.endpoint().toString());
            put(tags, key + ":scope", array.scope().orElse(""));
            put(tags, key + ":secret", array.secret().map(SecretArn::value).orElse(""));
            put(tags, key + ":chap-secrets", joined(array.chapSecrets()));
            put(tags, key + ":portals", String.join(",", array.portals()));
            put(tags, key + ":volumes", joined(array.volumes()));
        }
        if (tags.size() > MOST) {
            throw new IllegalArgumentException("the names of the volumes of " + instance + " do not fit into the "
                    + MOST + " tags of an instance: attach fewer, or give them shorter names");
        }
        return tags;
    }

    /** Reads the tags of an instance. */
    public static Reading read(Map<String, String> tags) {
        if (!tags.containsKey(INSTANCE)) {
            return new Reading.Foreign();
        }
        try {
            Map<Protocol, Initiator> initiators = new EnumMap<>(Protocol.class);
            for (Protocol over : Protocol.values()) {
                find(tags, INITIATOR + word(over)).ifPresent(name -> initiators.put(over, Initiator.parse(name)));
            }
            List<LaunchedArray> arrays = new ArrayList<>();
            while (tags.containsKey(ARRAY + (arrays.size() + 1))) {
                arrays.add(array(tags, ARRAY + (arrays.size() + 1)));
            }
            return new Reading.Launched(new LaunchTags(
                    require(tags, STACK),
                    new InstanceName(require(tags, INSTANCE)),
                    feature(require(tags, FEATURE)),
                    guest(require(tags, GUEST)),
                    require(tags, VENDOR),
                    protocol(require(tags, PROTOCOL)),
                    initiators,
                    arrays));
        } catch (IllegalArgumentException changed) {
            return new Reading.Damaged(String.valueOf(changed.getMessage()));
        }
    }

    /** Whether an instance with these tags was launched to log in under a name. */
    static boolean name(Map<String, String> tags, Initiator initiator) {
        return Arrays.stream(Protocol.values())
                .flatMap(over -> find(tags, INITIATOR + word(over)).stream())
                .anyMatch(initiator.value()::equalsIgnoreCase);
    }

    /** A protocol as it is typed: {@code iscsi} or {@code nvme}. */
    public static String word(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> "iscsi";
            case NVME_TCP -> "nvme";
        };
    }

    /** A feature as it is typed: {@code sanboot}, {@code localboot} or {@code data_volumes}. */
    public static String word(Feature feature) {
        return feature.name().toLowerCase(Locale.ROOT);
    }

    /** A guest system as it is typed: {@code linux} or {@code windows}. */
    public static String word(GuestSystem guest) {
        return guest.name().toLowerCase(Locale.ROOT);
    }

    private static LaunchedArray array(Map<String, String> tags, String key) {
        return new LaunchedArray(
                new ArrayName(require(tags, key)),
                require(tags, key + ":vendor"),
                protocol(require(tags, key + ":protocol")),
                URI.create(require(tags, key + ":endpoint")),
                find(tags, key + ":scope"),
                find(tags, key + ":secret").map(SecretArn::new),
                split(find(tags, key + ":chap-secrets")).stream()
                        .map(SecretArn::new)
                        .toList(),
                split(find(tags, key + ":portals")),
                split(Optional.of(require(tags, key + ":volumes"))).stream()
                        .map(VolumeName::new)
                        .toList());
    }

    private static Feature feature(String word) {
        return oneOf(Feature.values(), LaunchTags::word, word, FEATURE);
    }

    private static GuestSystem guest(String word) {
        return oneOf(GuestSystem.values(), LaunchTags::word, word, GUEST);
    }

    private static Protocol protocol(String word) {
        return oneOf(Protocol.values(), LaunchTags::word, word, PROTOCOL);
    }

    private static <E> E oneOf(E[] values, java.util.function.Function<E, String> form, String word, String key) {
        for (E value : values) {
            if (form.apply(value).equals(word)) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                "the tag " + key + " has the value \"" + word + "\", which means nothing here");
    }

    /** An empty value is left out: it says nothing. */
    private static void put(Map<String, String> tags, String key, String value) {
        for (int part = 0; part * LONGEST < value.length(); part++) {
            tags.put(
                    part == 0 ? key : key + "." + (part + 1),
                    value.substring(part * LONGEST, Math.min(value.length(), (part + 1) * LONGEST)));
        }
    }

    private static Optional<String> find(Map<String, String> tags, String key) {
        StringBuilder value = new StringBuilder(tags.getOrDefault(key, ""));
        for (int part = 2; tags.containsKey(key + "." + part); part++) {
            value.append(tags.get(key + "." + part));
        }
        return value.isEmpty() ? Optional.empty() : Optional.of(value.toString());
    }

    private static String require(Map<String, String> tags, String key) {
        return find(tags, key).orElseThrow(() -> new IllegalArgumentException("the tag " + key + " is missing"));
    }

    private static List<String> split(Optional<String> list) {
        return list.map(text -> List.of(text.split(",", -1))).orElse(List.of());
    }

    private static String joined(List<?> values) {
        return String.join(",", values.stream().map(Object::toString).toList());
    }
}
