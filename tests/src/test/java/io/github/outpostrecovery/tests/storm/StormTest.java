package io.github.outpostrecovery.tests.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StormTest {
    private static final Duration LONG = Duration.ofMinutes(45);

    private static Estate dead(Blueprint blueprint, int... servers) {
        Estate estate = new Estate(blueprint);
        estate.strike(IntStream.of(servers)
                .mapToObj(number ->
                        new SiteEvent.PowerLost(Estate.server(0, number).value()))
                .toArray(SiteEvent[]::new));
        estate.runUntilRest(estate.homes.size(), LONG);
        return estate;
    }

    private static double meanPlace(Estate estate, List<InstanceName> order, int priority) {
        return order.stream()
                .filter(name -> estate.priorityOf(name).value() == priority)
                .mapToInt(order::indexOf)
                .average()
                .orElseThrow();
    }

    @Test
    void everyInstanceOfADeadServerIsRecovered_byPriority_withinTheSessionsOfTheArray() {
        Estate estate = dead(Blueprint.oneServer("hpe", 40), 0);
        assertThat(estate.outcomes()).as(estate.reasons().toString()).isEqualTo(Map.of(Outcome.RECOVERED, 40));
        assertThat(estate.arrays.getFirst().mostSessions()).isLessThanOrEqualTo(36);
        List<InstanceName> order = new ArrayList<>(estate.launched.keySet());
        assertThat(meanPlace(estate, order, 1)).isLessThan(meanPlace(estate, order, 5));
        assertThat(meanPlace(estate, order, 5)).isLessThan(meanPlace(estate, order, 9));
    }

    @Test
    void onlyWhatHasSomewhereToGoIsFenced_andItIsWhatComesFirst() {
        Estate estate = dead(Blueprint.oneServer("netapp", 20).shaped(2, 1, 20).withRoomFor(8), 0);
        assertThat(estate.outcomes()).isEqualTo(Map.of(Outcome.RECOVERED, 8, Outcome.REFUSED, 12));
        assertThat(estate.fenced()).hasSize(8).containsExactlyInAnyOrderElementsOf(estate.launched.keySet());
        assertThat(estate.launched.keySet())
                .allSatisfy(name -> assertThat(estate.priorityOf(name).value()).isLessThan(9));
    }

    @Test
    void nothingIsFenced_whenAWholeSiteIsGone() {
        Estate estate = dead(Blueprint.oneServer("netapp", 5).shaped(4, 4, 10), 0, 1, 2, 3);
        assertThat(estate.fenced()).isEmpty();
        assertThat(estate.launched).isEmpty();
        assertThat(estate.outcomes().getOrDefault(Outcome.REFUSED, 0)
                        + estate.waitingForAPerson().size())
                .isEqualTo(20);
    }

    @Test
    void aPersonIsAsked_andNothingIsFenced_whenTheArrayIsWhatFailed() {
        Estate estate = new Estate(Blueprint.oneServer("netapp", 10).shaped(4, 3, 40));
        List<String> addresses = estate.arrays.getFirst().addresses();
        Stream<SiteEvent> cut = IntStream.range(0, 4)
                .mapToObj(number -> Estate.server(0, number).value())
                .flatMap(server -> addresses.stream().map(address -> new SiteEvent.PathCut(server, address)));
        Stream<SiteEvent> lost = estate.homes.keySet().stream()
                .map(name -> new SiteEvent.GuestKilled(
                        estate.ledger(name).current().id().value()));
        estate.strike(Stream.concat(cut, lost).toArray(SiteEvent[]::new));
        estate.runUntilRest(30, LONG);
        assertThat(estate.fenced()).isEmpty();
        assertThat(estate.waitingForAPerson()).hasSize(30);
        assertThat(estate.region.mailbox().mails())
                .hasSize(30)
                .allSatisfy(mail -> assertThat(mail.body()).contains("the way to it"));
    }

    @Test
    void aPersonIsAsked_whenEc2TakesEveryIdleGuestForFailed() {
        Estate estate = new Estate(
                Blueprint.oneServer("netapp", 10).shaped(4, 3, 40).with(Blueprint.writingEvery(Duration.ofHours(2))));
        estate.lie();
        estate.runUntilRest(30, LONG);
        assertThat(estate.fenced()).isEmpty();
        assertThat(estate.waitingForAPerson()).hasSize(30);
    }
}
