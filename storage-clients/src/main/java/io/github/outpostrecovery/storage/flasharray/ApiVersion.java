package io.github.outpostrecovery.storage.flasharray;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.name.Protocol;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of FlashArray's REST API 2.
 *
 * <p>An array speaks many and lists them as text. The list may hold names of development versions, and its order is not that
 * of the numbers: 2.9 comes before 2.38.
 */
record ApiVersion(int minor) {
    static final String LIST = "/api/api_version";

    /** The newest version that this client was written and checked against. */
    static final ApiVersion NEWEST = new ApiVersion(52);
    /** The first with {@code hosts/performance/balance}: without it no array shows that a machine has attached. */
    private static final ApiVersion OLDEST_FOR_ISCSI = new ApiVersion(4);
    /** The first whose connections carry {@code nsid} (py-pure-client, {@code FA_2_27}). */
    private static final ApiVersion OLDEST_FOR_NVME = new ApiVersion(27);

    private static final Pattern NUMBERED = Pattern.compile("2\\.([0-9]{1,4})");

    static ApiVersion oldestFor(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> OLDEST_FOR_ISCSI;
            case NVME_TCP -> OLDEST_FOR_NVME;
        };
    }

    /** The newest of the listed versions that lies between {@code oldest} and {@link #NEWEST}. */
    static Optional<ApiVersion> choose(JsonNode listed, ApiVersion oldest) {
        return listed.valueStream()
                .map(text -> NUMBERED.matcher(text.asText("")))
                .filter(Matcher::matches)
                .map(matcher -> new ApiVersion(Integer.parseInt(matcher.group(1))))
                .filter(version -> version.minor >= oldest.minor && version.minor <= NEWEST.minor)
                .max(Comparator.comparingInt(ApiVersion::minor));
    }

    /** What every path of this version begins with. */
    String path() {
        return "/api/" + this;
    }

    @Override
    public String toString() {
        return "2." + minor;
    }
}
