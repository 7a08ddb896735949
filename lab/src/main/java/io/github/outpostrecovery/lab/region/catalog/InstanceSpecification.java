package io.github.outpostrecovery.lab.region.catalog;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code RunInstances} or a version of a launch template says of an instance. What it leaves open is null: a saved record
 * holds no Optional.
 *
 * @param instanceProfile its name or its ARN
 * @param userData as text, not encoded
 * @param tags of the instance
 */
public record InstanceSpecification(
        String image,
        String type,
        @Nullable String keyName,
        @Nullable String instanceProfile,
        List<Interface> interfaces,
        List<Ebs> blockDevices,
        Metadata metadata,
        @Nullable String userData,
        Map<String, String> tags) {
    public InstanceSpecification {
        interfaces = List.copyOf(interfaces);
        blockDevices = List.copyOf(blockDevices);
        tags = new TreeMap<>(tags);
    }

    /** What counts in a drill: a text and a profile. */
    public static InstanceSpecification of(String userData, String instanceProfile) {
        return new InstanceSpecification(
                "ami-0a1b2c3d4e5f60001",
                "",
                null,
                instanceProfile,
                List.of(),
                List.of(),
                Metadata.STANDARD,
                userData,
                Map.of());
    }

    /** The same with other tags. */
    public InstanceSpecification tagged(Map<String, String> changed) {
        return new InstanceSpecification(
                image, type, keyName, instanceProfile, interfaces, blockDevices, metadata, userData, changed);
    }

    /**
     * A network interface.
     *
     * @param subnet null in a template that leaves it to the launch
     * @param existing the id of an interface that was made before; then nothing else counts
     */
    public record Interface(
            int deviceIndex,
            @Nullable String subnet,
            List<String> groups,
            @Nullable String existing) {
        public Interface {
            groups = List.copyOf(groups);
        }
    }

    /** An EBS volume. Size and type are the image's where they are null. */
    public record Ebs(
            String device, @Nullable Integer gib, @Nullable String type, Deletion deletion) {
        /** What becomes of it when the instance ends. */
        public enum Deletion {
            WITH_INSTANCE,
            KEPT
        }
    }

    /** Who may ask the instance metadata service, in the words of the EC2 API. */
    public record Metadata(String tokens, int hopLimit, String endpoint, String ipv6, String tags) {
        /** What EC2 gives where nobody asks for anything. */
        public static final Metadata STANDARD = new Metadata("optional", 1, "enabled", "disabled", "disabled");
    }
}
