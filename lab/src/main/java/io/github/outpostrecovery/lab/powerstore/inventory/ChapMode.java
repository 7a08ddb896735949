package io.github.outpostrecovery.lab.powerstore.inventory;

import java.util.Optional;
import java.util.stream.Stream;

/** What the cluster asks of those who log in over iSCSI. */
public enum ChapMode {
    DISABLED("Disabled"),
    /** Initiators prove themselves. */
    SINGLE("Single"),
    /** Initiators prove themselves, and the array proves itself to them. */
    MUTUAL("Mutual");

    private final String text;

    ChapMode(String text) {
        this.text = text;
    }

    /** As the API spells it. */
    public String text() {
        return text;
    }

    public static Optional<ChapMode> spelled(String text) {
        return Stream.of(values()).filter(mode -> mode.text.equals(text)).findFirst();
    }
}
