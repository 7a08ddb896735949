package io.github.outpostrecovery.tests.storm;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes the figures of docs/scale.md. Arguments: the folder to write to, and what to measure: {@code server} with numbers of
 * instances, or {@code sites} with numbers of sites. Each measurement is one line on the standard output.
 */
public final class StormFigures {
    private static final Duration PATIENT = Duration.ofMinutes(15);
    private static final Duration LONG = Duration.ofHours(2);

    private StormFigures() {}

    /** One point of a plot. */
    record Point(int number, Summary summary) {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<Integer> numbers = IntStream.range(2, arguments.length)
                .mapToObj(index -> Integer.parseInt(arguments[index]))
                .toList();
        Files.createDirectories(folder);
        switch (arguments[1]) {
            case "server" -> server(folder, numbers);
            case "sites" -> sites(folder, numbers);
            default -> throw new IllegalArgumentException("measure server or sites, not " + arguments[1]);
        }
    }

    private static void server(Path folder, List<Integer> numbers) throws IOException {
        List<Point> limited = new ArrayList<>();
        List<Point> unlimited = new ArrayList<>();
        for (int number : numbers) {
            limited.add(measure("server", number, Blueprint.oneServer("hpe", number)));
            unlimited.add(measure(
                    "server-without-quotas",
                    number,
                    Blueprint.oneServer("hpe", number).with(Quotas.NONE)));
        }
        Files.writeString(
                folder.resolve("server-time.svg"),
                new Plot("Engine time when one server dies", "instances on the server", "seconds from alarm to machine")
                        .line("median", limited, point -> seconds(point.engineMedian()))
                        .line("longest", limited, point -> seconds(point.engineLongest()))
                        .line(
                                "longest, without the account's quotas",
                                unlimited,
                                point -> seconds(point.engineLongest()))
                        .svg());
        Files.writeString(
                folder.resolve("server-array.svg"),
                new Plot("Load on the array when one server dies", "instances on the server", "at most")
                        .line("requests in one second", limited, Summary::arrayCallsInASecond)
                        .line("management sessions at once", limited, Summary::arraySessions)
                        .svg());
    }

    private static void sites(Path folder, List<Integer> numbers) throws IOException {
        List<Point> limited = new ArrayList<>();
        List<Point> unlimited = new ArrayList<>();
        for (int number : numbers) {
            Blueprint blueprint = Blueprint.oneServer("netapp", 1)
                    .at(number, Duration.ofMillis(12))
                    .with(Blueprint.writingEvery(Duration.ofSeconds(30)));
            limited.add(measure("sites", number, blueprint));
            unlimited.add(measure("sites-without-quotas", number, blueprint.with(Quotas.NONE)));
            measure("sites-patient", number, blueprint.patientFor(PATIENT));
        }
        Files.writeString(
                folder.resolve("sites-time.svg"),
                new Plot("Engine time when many sites lose a server at once", "sites", "seconds from alarm to machine")
                        .line("median", limited, point -> seconds(point.engineMedian()))
                        .line("longest", limited, point -> seconds(point.engineLongest()))
                        .line(
                                "longest, without the account's quotas",
                                unlimited,
                                point -> seconds(point.engineLongest()))
                        .svg());
        Files.writeString(
                folder.resolve("sites-account.svg"),
                new Plot("Load on the account when many sites lose a server at once", "sites", "at most")
                        .line("Lambda invocations at once", limited, Summary::lambdas)
                        .line("requests to the table in one second", limited, Summary::itemsInASecond)
                        .line("launches throttled", limited, Summary::launchesThrottled)
                        .svg());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** One server of each site loses its power, everywhere at the same instant. */
    private static Point measure(String what, int number, Blueprint blueprint) {
        long start = System.nanoTime();
        Estate estate = new Estate(blueprint);
        estate.strike(IntStream.range(0, blueprint.sites())
                .mapToObj(site -> new SiteEvent.PowerLost(Estate.server(site, 0).value()))
                .toArray(SiteEvent[]::new));
        estate.runUntilRest(estate.homes.size(), LONG);
        Summary summary = Summary.of(estate);
        System.out.println(what + " " + number + " " + summary + " made in "
                + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
        if (summary.outcomes().getOrDefault(Outcome.RECOVERED, 0) != estate.homes.size()) {
            estate.reasons().stream().limit(3).forEach(System.out::println);
        }
        return new Point(number, summary);
    }
}
