package io.github.outpostrecovery.storage.rest;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The one place where text becomes part of a URL (RFC 3986, 2.1): everything but the unreserved characters is encoded. */
final class PercentEncoding {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /** For a whole path segment, or the name or value of a query parameter. */
    static String encode(String text) {
        if (isUnreserved(text)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (UNRESERVED.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
