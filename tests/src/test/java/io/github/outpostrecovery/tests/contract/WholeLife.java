package io.github.outpostrecovery.tests.contract;

import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that the product asks of the arrays of one vendor, and all that they reply: every exchange once. */
final class WholeLife {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final VolumeName MISSING = new VolumeName("no-such-volume");

    private final Map<String, Exchange> exchanges = new LinkedHashMap<>();

    private WholeLife() {}

    static Collection<Exchange> onArraysOf(String vendor) {
        WholeLife life = new WholeLife();
        List<Cell> cells = Cell.possible().stream()
                .filter(cell -> cell.vendor().equals(vendor))
                .toList();
        for (Cell cell : cells) {
            live(life.watched(ArrayUnderTest.of(cell)));
            move(life.watched(ArrayUnderTest.of(cell)), settings(cell, Optional.empty()));
            for (Trouble trouble : Trouble.values()) {
                endure(life.watched(ArrayUnderTest.of(cell)), trouble);
            }
            if (cell.protocol() == Protocol.ISCSI) {
                chapAccounts().forEach(chap -> {
                    live(life.watched(ArrayUnderTest.withChap(cell, chap)));
                    move(life.watched(ArrayUnderTest.withChap(cell, chap)), settings(cell, Optional.of(chap)));
                });
            }
        }
        return List.copyOf(life.exchanges.values());
    }

    private static List<ChapAccount> chapAccounts() {
        return List.of(
                new ChapAccount("web-01-user", "fourteen-chars-x"),
                new ChapAccount(
                        "web-01-user",
                        "fourteen-chars-x",
                        Optional.of(new ChapAccount.Target("array-user", "another-secret-y"))));
    }

    /** What a client takes over from the victim's object, in its own words. */
    private static Map<String, String> settings(Cell cell, Optional<ChapAccount> chap) {
        return switch (cell.vendor()) {
            case "dell" ->
                Map.of(
                        "os_type",
                        "Linux",
                        "host_connectivity",
                        "Local_Only",
                        "chap",
                        chap.map(account -> account.mutual().isPresent() ? "mutual" : "single")
                                .orElse("none"));
            case "purestorage" ->
                chap.map(account -> Map.of("personality", "esxi", "chap", "required"))
                        .orElse(Map.of("personality", "esxi"));
            default -> throw new IllegalArgumentException("no API file of " + cell.vendor());
        };
    }

    private ArrayUnderTest watched(ArrayUnderTest array) {
        array.putInFront(way -> new ObservedRest(way, exchange -> exchanges.putIfAbsent(exchange.content(), exchange)));
        return array;
    }

    /** From the first look to the second generation, with everything asked again and again. */
    private static void live(ArrayUnderTest array) {
        setUp(array);
        look(array);
        for (int second = 0; second < 70; second++) {
            array.victim.write();
            array.agenda.advance(Duration.ofSeconds(1));
        }
        look(array);
        GrantRoute route = array.route();
        array.fence(1, PATIENCE);
        array.fence(1, PATIENCE);
        look(array);
        array.victim.die();
        array.agenda.advance(PATIENCE);
        look(array);
        grant(array, route, 2);
        grant(array, route, 2);
        look(array);
        SimulatedMachine successor = array.machine("new", array.name(2), Optional.empty());
        successor.logIn();
        array.agenda.advance(PATIENCE);
        look(array);
        setUp(array);
    }

    /** What whoever sets protection up asks, and a copy of a volume. */
    private static void setUp(ArrayUnderTest array) {
        VolumeName first = array.volumes().iterator().next();
        try (ArrayInventory inventory = array.inventory()) {
            inventory.model();
            inventory.scopes();
            inventory.volumes();
            inventory.accessGroups();
            inventory.portals();
            // The name is taken the second time.
            inventory.clone(first, new VolumeName("copy"));
            inventory.clone(first, new VolumeName("copy"));
            inventory.clone(MISSING, new VolumeName("copy-2"));
        }
    }

    private static void look(ArrayUnderTest array) {
        Set<Initiator> names = Set.of(array.name(1), array.name(2));
        try (StorageArray opened = array.open()) {
            opened.access(array.volumes());
            opened.access(Set.of(MISSING));
            opened.sessions(names);
            opened.pathActivity(names);
            opened.activity(array.volumes());
            opened.activity(Set.of(MISSING));
            opened.portals(array.volumes());
            opened.route(array.name(1), array.volumes());
            opened.route(array.name(8), Set.of(MISSING));
        }
    }

    private static GrantOutcome grant(ArrayUnderTest array, GrantRoute route, int generation) {
        try (StorageArray opened = array.open()) {
            return opened.grant(array.order(route, generation));
        }
    }

    /** The successor gets an object of its own, and so does the next one. */
    private static void move(ArrayUnderTest array, Map<String, String> settings) {
        array.victim.die();
        GrantRoute swap = array.route();
        array.fence(1, PATIENCE);
        GrantRoute move = new GrantRoute(swap.legs().stream()
                .<GrantRoute.Leg>map(leg -> switch (leg) {
                    case GrantRoute.Swap(var in, var volumes) -> new GrantRoute.Move(in, settings, volumes);
                    case GrantRoute.Move already -> already;
                })
                .toList());
        grant(array, move, 2);
        look(array);
        array.fence(2, PATIENCE);
        grant(array, move, 3);
        array.fence(3, PATIENCE);
        try (StorageArray opened = array.open()) {
            opened.revoke(new RevokeOrder(Set.of(array.name(8)), array.volumes()));
            opened.revoke(new RevokeOrder(Set.of(array.name(3)), Set.of(MISSING)));
        }
    }

    private static void endure(ArrayUnderTest array, Trouble trouble) {
        GrantRoute route = array.route();
        array.victim.die();
        trouble.arm(array, array.simulated.requests().revoke());
        array.fence(1, Duration.ofSeconds(30));
        look(array);
        trouble.disarm(array);
        array.fence(1, PATIENCE);
        trouble.arm(array, array.simulated.requests().grant());
        grant(array, route, 2);
        look(array);
        trouble.disarm(array);
        array.fence(2, PATIENCE);
    }
}
