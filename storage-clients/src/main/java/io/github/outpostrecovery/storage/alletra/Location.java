package io.github.outpostrecovery.storage.alletra;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The header by which the array tells what it has made: {@code /api/v1/vluns/volume,lun,host} for a VLUN. */
final class Location {
    private static final String VLUNS = "/vluns/";

    private Location() {}

    /** The number of the VLUN of {@code volume}; empty if the header does not tell it. */
    static Optional<Integer> lunOf(String header, String volume) {
        String decoded;
        try {
            decoded = URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String before = VLUNS + volume + ",";
        int start = decoded.indexOf(before);
        if (start < 0) {
            return Optional.empty();
        }
        String number = decoded.substring(start + before.length()).split(",", -1)[0];
        return number.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(number)) : Optional.empty();
    }
}
