package io.github.outpostrecovery.lab.alletra.inventory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a port of the array is, written {@code node:slot:port}. */
public record PortPosition(int node, int slot, int cardPort) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,2}):(\\d{1,2}):(\\d{1,2})");

    /** Reads {@code node:slot:port}; empty if it is not written so. */
    public static Optional<PortPosition> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new PortPosition(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return node + ":" + slot + ":" + cardPort;
    }
}
