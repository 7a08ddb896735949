package io.github.outpostrecovery.cli.cloud;

/**
 * Who may ask the instance metadata service.
 *
 * @param tokens {@code required} or {@code optional}
 * @param hopLimit 1 to 64
 * @param endpoint {@code enabled} or {@code disabled}
 * @param ipv6 likewise
 * @param tags likewise: whether instance tags are offered
 */
public record MetadataOptions(String tokens, int hopLimit, String endpoint, String ipv6, String tags) {
    /** What the launch wizard asks for: session tokens only, and containers may ask. */
    public static final MetadataOptions CAREFUL = new MetadataOptions("required", 2, "enabled", "disabled", "disabled");
}
