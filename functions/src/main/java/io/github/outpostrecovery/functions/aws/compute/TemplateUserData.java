package io.github.outpostrecovery.functions.aws.compute;

import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.name.Initiator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * User data as a launch template carries it: in Base64, at most 16 KB before that (EC2 user guide, "User data").
 *
 * <p>Its bytes are taken as ISO 8859-1, one character each, so that all but the markers comes out as it went in, whatever
 * the encoding. Compressed user data shows no marker, and is not accepted.
 */
record TemplateUserData(UserData userData) {
    /** EC2 takes no more, counted before Base64. */
    static final int MOST_BYTES = 16 * 1024;

    /** The longest name of an initiator, for either protocol (RFC 3720, 3.2.6.1; NVM Express base specification, 4.7). */
    private static final int LONGEST_NAME = 223;

    /** Empty if it is not Base64. */
    static Optional<TemplateUserData> decode(String base64) {
        try {
            // Line breaks are legal: tools wrap what they encode.
            byte[] bytes = Base64.getMimeDecoder().decode(base64);
            return Optional.of(new TemplateUserData(new UserData(new String(bytes, StandardCharsets.ISO_8859_1))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    boolean carriesAnyMarker() {
        return userData.text().contains(UserData.IQN_MARKER) || userData.text().contains(UserData.NQN_MARKER);
    }

    boolean carriesMarkersFor(List<Initiator> initiators) {
        return initiators.stream().allMatch(userData::carriesMarkerFor);
    }

    /** How many bytes it has with the longest names in the place of its markers. */
    int mostBytes() {
        String longest = "n".repeat(LONGEST_NAME);
        return userData.text()
                .replace(UserData.IQN_MARKER, longest)
                .replace(UserData.NQN_MARKER, longest)
                .length();
    }

    /** In Base64, with the names in the place of the markers. Fails if a name has no marker to go to. */
    String encodeFor(List<Initiator> initiators) {
        byte[] bytes = userData.forInitiators(initiators).getBytes(StandardCharsets.ISO_8859_1);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
