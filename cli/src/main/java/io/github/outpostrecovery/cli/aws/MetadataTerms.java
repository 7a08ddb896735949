package io.github.outpostrecovery.cli.aws;

import io.github.outpostrecovery.cli.cloud.MetadataOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Metadata options of which EC2 says only some: the rest is what it does unless told otherwise. */
final class MetadataTerms {
    /** EC2 API reference, InstanceMetadataOptionsRequest: the defaults where neither image nor account has others. */
    static final MetadataOptions STANDARD = new MetadataOptions("optional", 1, "enabled", "disabled", "disabled");

    private MetadataTerms() {}

    static MetadataOptions of(
            @Nullable String tokens,
            @Nullable Integer hopLimit,
            @Nullable String endpoint,
            @Nullable String ipv6,
            @Nullable String tags) {
        return new MetadataOptions(
                Objects.requireNonNullElse(tokens, STANDARD.tokens()),
                Objects.requireNonNullElse(hopLimit, STANDARD.hopLimit()),
                Objects.requireNonNullElse(endpoint, STANDARD.endpoint()),
                Objects.requireNonNullElse(ipv6, STANDARD.ipv6()),
                Objects.requireNonNullElse(tags, STANDARD.tags()));
    }
}
