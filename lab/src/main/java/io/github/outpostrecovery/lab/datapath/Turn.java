package io.github.outpostrecovery.lab.datapath;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** What may be done while an array's state is held. What it asks for happens after the state is let go. */
public interface Turn {
    /** One instant for the whole turn. */
    Instant now();

    /** Puts an entry into the agenda. */
    void schedule(Duration delay, String recipient, JsonNode payload);

    /** Tells the observers. */
    void tell(Consumer<DataPathObserver> news);
}
