package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.LaunchOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecification;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * The tags of what is launched: those of the template, and on top of them ours on the instance and its volumes. Policies
 * and people tell the engine's machines by {@value #STACK}.
 *
 * <p>What a request says of tags may take the place of what its template says, so the template's are repeated. They come
 * sorted: the same launch has the same tags in the same order.
 */
final class MachineTags {
    static final String STACK = "outpost-recovery:stack";
    static final String INSTANCE = "outpost-recovery:instance";
    static final String GENERATION = "outpost-recovery:generation";
    static final String INCIDENT = "outpost-recovery:incident";
    static final String NAME = "Name";

    /** Keys that only AWS may write (EC2 user guide, "Tag restrictions"). */
    private static final String RESERVED = "aws:";

    private static final List<String> OURS_GO_TO = List.of("instance", "volume");

    private final String stack;

    MachineTags(String stack) {
        this.stack = requireNonNull(stack, "stack is null");
    }

    String stack() {
        return stack;
    }

    /** For the machine of one generation. */
    List<TagSpecification> of(LaunchOrder order, PinnedTemplate template) {
        return merged(
                template,
                order.incident().instance().value(),
                Map.of(
                        STACK, stack,
                        INSTANCE, order.incident().instance().value(),
                        GENERATION, order.generation().toString(),
                        INCIDENT, order.incident().toString()));
    }

    /** For a request that asks whether a launch would be permitted: the same keys. */
    List<TagSpecification> ofPreflight(PinnedTemplate template) {
        return merged(
                template,
                "preflight",
                Map.of(STACK, stack, INSTANCE, "preflight", GENERATION, "preflight", INCIDENT, "preflight"));
    }

    private static List<TagSpecification> merged(PinnedTemplate template, String name, Map<String, String> ours) {
        Map<String, Map<String, String>> byResource = new LinkedHashMap<>();
        OURS_GO_TO.forEach(resource -> byResource.put(resource, new TreeMap<>()));
        for (LaunchTemplateTagSpecification specification : template.data().tagSpecifications()) {
            Map<String, String> tags =
                    byResource.computeIfAbsent(specification.resourceTypeAsString(), resource -> new TreeMap<>());
            specification.tags().stream()
                    .filter(tag -> !tag.key().startsWith(RESERVED))
                    .forEach(tag -> tags.put(tag.key(), tag.value()));
        }
        for (String resource : OURS_GO_TO) {
            Map<String, String> tags = requireNonNull(byResource.get(resource), resource);
            tags.putIfAbsent(NAME, name);
            tags.putAll(ours);
        }
        List<TagSpecification> result = new ArrayList<>();
        byResource.forEach((resource, tags) -> {
            if (!tags.isEmpty()) {
                result.add(specification(resource, tags));
            }
        });
        return result;
    }

    private static TagSpecification specification(String resource, Map<String, String> tags) {
        return TagSpecification.builder()
                .resourceType(resource)
                .tags(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }
}
