package io.github.outpostrecovery.cli.array;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.storage.rest.Pause;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.InstantSource;

/**
 * What the commands on an array find around them.
 *
 * @param clock what time it is; the clients and the proof go by it
 * @param pause how they wait
 * @param typed what a person types
 */
public record Surroundings(InstantSource clock, Pause pause, BufferedReader typed) {
    public Surroundings {
        requireNonNull(clock, "clock is null");
        requireNonNull(pause, "pause is null");
        requireNonNull(typed, "typed is null");
    }

    /** Real time, and the standard input of this process. */
    public static Surroundings real() {
        return new Surroundings(
                InstantSource.system(),
                Pause.real(),
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())));
    }
}
