package io.github.outpostrecovery.core.storm;

import io.github.outpostrecovery.core.name.OutpostArn;
import java.net.URI;

/** What instances share, so that they may fail together. */
public sealed interface Scope {
    /** One array, known by its endpoint: two sites may call theirs alike. */
    record OfArray(URI endpoint) implements Scope {}

    /** One server. */
    record OfServer(OutpostArn server) implements Scope {}

    /** One engine, with its Region. Only failures whose server lives are noted here: an array has witnessed the others. */
    record OfEngine() implements Scope {}
}
