package io.github.outpostrecovery.lab.region.catalog;

import java.util.Map;
import java.util.TreeMap;

/** A launch template, without its versions. */
public record LaunchTemplate(String id, String name, Map<String, String> tags) {
    public LaunchTemplate {
        tags = new TreeMap<>(tags);
    }
}
