package io.github.outpostrecovery.cli.launch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IP address and a port, as a person types them: {@code 10.0.0.1}, {@code 10.0.0.1:3260}, {@code fd00::1},
 * {@code [fd00::1]:3260}.
 *
 * @param address v6 without brackets
 */
record PathAddress(String address, int port) {
    private static final int LARGEST_PORT = 65_535;
    private static final Pattern V4 = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3})(?::([0-9]{1,6}))?");
    private static final Pattern BRACKETED = Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})](?::([0-9]{1,6}))?");
    private static final Pattern V6 = Pattern.compile("([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");

    /** Why it is none; empty if it is one. */
    static Optional<String> objection(String typed) {
        return parse(typed, 1).isPresent()
                ? Optional.empty()
                : Optional.of("\"" + typed + "\" is no address: it is an IPv4 or IPv6 address, and a port from 1 to "
                        + LARGEST_PORT + " after a colon; IPv6 with a port in brackets");
    }

    /** Reads it. */
    static Optional<PathAddress> parse(String typed, int usualPort) {
        Matcher v4 = V4.matcher(typed);
        if (v4.matches()) {
            for (String part : v4.group(1).split("\\.", -1)) {
                if (Integer.parseInt(part) > 255 || (part.length() > 1 && part.startsWith("0"))) {
                    return Optional.empty();
                }
            }
            return withPort(v4.group(1), v4.group(2), usualPort);
        }
        Matcher bracketed = BRACKETED.matcher(typed);
        if (bracketed.matches()) {
            return isV6(bracketed.group(1))
                    ? withPort(bracketed.group(1), bracketed.group(2), usualPort)
                    : Optional.empty();
        }
        Matcher v6 = V6.matcher(typed);
        return v6.matches() && isV6(typed) ? withPort(typed, null, usualPort) : Optional.empty();
    }

    private static Optional<PathAddress> withPort(
            String address, @org.jspecify.annotations.Nullable String port, int usualPort) {
        int number = port == null ? usualPort : Integer.parseInt(port);
        return number >= 1 && number <= LARGEST_PORT ? Optional.of(new PathAddress(address, number)) : Optional.empty();
    }

    /** Nothing is looked up: the text has only digits, dots and colons. */
    private static boolean isV6(String text) {
        if (!text.contains(":")) {
            return false;
        }
        try {
            return InetAddress.getByName("[" + text + "]") instanceof Inet6Address
                    || text.toLowerCase(java.util.Locale.ROOT).startsWith("::ffff:");
        } catch (UnknownHostException notOne) {
            return false;
        }
    }

    /** As it is shown and typed. */
    String text() {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
