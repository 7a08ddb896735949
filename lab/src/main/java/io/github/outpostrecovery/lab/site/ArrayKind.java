package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.Protocol;

/**
 * What kind of array a site has.
 *
 * @param vendor the word that selects its model and its client
 * @param protocol how machines reach it
 */
public record ArrayKind(String vendor, Protocol protocol) {
    public ArrayKind {
        requireNonNull(vendor, "vendor is null");
        requireNonNull(protocol, "protocol is null");
    }
}
