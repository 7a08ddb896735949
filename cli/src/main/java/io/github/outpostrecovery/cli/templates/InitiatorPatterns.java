package io.github.outpostrecovery.cli.templates;

import java.util.regex.Pattern;

/** What initiator names of ours look like in a text. */
final class InitiatorPatterns {
    private static final String UUID_FORM = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    static final Pattern UUID = Pattern.compile(UUID_FORM);
    static final Pattern OURS = Pattern.compile(
            "iqn\\.2006-03\\.com\\.amazon\\.aws:[a-z0-9.:-]*?" + UUID_FORM
                    + "\\.g[0-9]+|nqn\\.2014-08\\.org\\.nvmexpress:uuid:" + UUID_FORM,
            Pattern.CASE_INSENSITIVE);

    /** A run of text that may be encoded as MIME does. */
    static final Pattern BASE64 = Pattern.compile("(?:[A-Za-z0-9+/]{20,}={0,2}\\s*)+");

    private InitiatorPatterns() {}
}
