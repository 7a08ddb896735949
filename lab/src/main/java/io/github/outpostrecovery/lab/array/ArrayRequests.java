package io.github.outpostrecovery.lab.array;

import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;

/**
 * How to tell the requests of one vendor's API apart, so that a drill can order the same fault for any of them. A log-in or
 * log-out of the management API belongs to none of them, and is no change in the sense of {@link
 * io.github.outpostrecovery.lab.rest.RestService#changes}.
 *
 * @param revoke takes a volume or the log-in from an initiator
 * @param grant lets an initiator in, or prepares that
 * @param access asks which initiator reaches which volume
 * @param sessions asks who is logged in, or what is read and written
 * @param lastVolumeRevoke those of {@code revoke} without which the instance keeps its last volume; with {@link
 *     Topology#TWO_WAYS} it keeps no other one
 * @param revoked what the API answers to one of those that it has carried out
 */
public record ArrayRequests(
        RequestPattern revoke,
        RequestPattern grant,
        RequestPattern access,
        RequestPattern sessions,
        RequestPattern lastVolumeRevoke,
        RestFault.LyingSuccess revoked) {
    /** Everything that changes who reaches a volume. */
    public RequestPattern changes() {
        return either(revoke, grant);
    }

    /** Everything that asks for what a decision is based on. */
    public RequestPattern reads() {
        return either(access, sessions);
    }

    /** All of it. */
    public RequestPattern any() {
        return either(changes(), reads());
    }

    /**
     * At least what one of the two matches. It may match more, such as the method of one with the path of the other: no API
     * here has a request of that kind.
     */
    private static RequestPattern either(RequestPattern one, RequestPattern other) {
        return new RequestPattern(
                alternatives(one.methods(), other.methods()),
                alternatives(one.path(), other.path()),
                alternatives(one.body(), other.body()));
    }

    private static String alternatives(String one, String other) {
        return "(?:" + one + ")|(?:" + other + ")";
    }
}
