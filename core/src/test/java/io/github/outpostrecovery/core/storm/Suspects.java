package io.github.outpostrecovery.core.storm;

import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Priority;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Suspects for tests, named by what differs. */
public final class Suspects {
    public static final URI ARRAY_1 = SampleSite.connection(SampleSite.ARRAY_1).endpoint();
    public static final URI ARRAY_2 = SampleSite.connection(SampleSite.ARRAY_2).endpoint();

    private Suspects() {}

    /** Instance {@code app-NN}, of the usual priority, found dead at noon on a server that uses the first array. */
    public static Suspect suspect(int number, int server, Suspect.Kind kind) {
        return suspect(number, server, kind, Suspect.Stage.WAITING, Priority.USUAL, ARRAY_1);
    }

    public static Suspect suspect(
            int number, int server, Suspect.Kind kind, Suspect.Stage stage, Priority priority, URI array) {
        return new Suspect(
                new IncidentId(new InstanceName("app-%02d".formatted(number)), 1),
                priority,
                SampleSite.server(server),
                Set.of(array),
                kind,
                stage,
                Optional.empty(),
                SampleSite.NOON.minusSeconds(10).plusMillis(number),
                SampleSite.NOON);
    }

    /** The instances from {@code first} on, as many as that, all on one server. */
    static List<Suspect> several(int first, int count, int server, Suspect.Kind kind) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> suspect(number, server, kind))
                .toList();
    }
}
