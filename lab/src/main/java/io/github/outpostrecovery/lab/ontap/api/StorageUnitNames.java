package io.github.outpostrecovery.lab.ontap.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A LUN's or namespace's path, taken apart.
 *
 * @param snapshot empty unless the path leads into a Snapshot copy
 */
record StorageUnitNames(String volume, Optional<String> snapshot, String leaf) {
    private static final Pattern PATH = Pattern.compile("/vol/([^/]+)/(?:\\.snapshot/([^/]+)/)?([^/]+)");

    static Optional<StorageUnitNames> parse(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches()
                ? Optional.of(
                        new StorageUnitNames(matcher.group(1), Optional.ofNullable(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    /** The path in the active file system. */
    String path() {
        return "/vol/" + volume + "/" + leaf;
    }
}
