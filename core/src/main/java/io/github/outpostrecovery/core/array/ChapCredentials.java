package io.github.outpostrecovery.core.array;

import java.util.Optional;

/**
 * What a machine and an array prove themselves to each other with (RFC 1994). Never logged, never stored.
 *
 * @param user the name under which the machine logs in
 * @param secret the machine's secret
 * @param mutual the array's name and secret, where the machine checks the array as well
 */
public record ChapCredentials(String user, Secret secret, Optional<Mutual> mutual) {
    /** What the array answers with. */
    public record Mutual(String user, Secret secret) {}
}
