package io.github.outpostrecovery.cli.aws;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Tags of EC2. They are sent in the order of their keys: the same request, repeated, is the same to the byte. */
final class Tags {
    private Tags() {}

    static Map<String, String> read(Collection<Tag> tags) {
        return tags.stream()
                .collect(Collectors.toMap(
                        Tag::key, tag -> Objects.requireNonNullElse(tag.value(), ""), (one, other) -> one));
    }

    static List<Tag> write(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList();
    }

    /** None without tags: EC2 refuses an empty specification. */
    static List<TagSpecification> on(ResourceType resource, Map<String, String> tags) {
        return tags.isEmpty()
                ? List.of()
                : List.of(TagSpecification.builder()
                        .resourceType(resource)
                        .tags(write(tags))
                        .build());
    }
}
