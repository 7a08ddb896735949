package io.github.outpostrecovery.lab.region;

/**
 * Which Region this is.
 *
 * @param code as in ARNs, such as {@code us-west-2}
 * @param displayName as in alarm messages, such as {@code US West (Oregon)}
 */
public record RegionIdentity(String account, String code, String displayName) {
    /** What the lab uses unless told otherwise. */
    public static final RegionIdentity STANDARD = new RegionIdentity("111122223333", "us-west-2", "US West (Oregon)");

    String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + code + ":" + account + ":" + resource;
    }
}
