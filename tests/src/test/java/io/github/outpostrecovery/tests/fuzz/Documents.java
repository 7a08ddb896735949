package io.github.outpostrecovery.tests.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.cli.prompt.Answers;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.storm.Scope;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.configuration.ParameterStore;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.table.ItemControls;
import io.github.outpostrecovery.functions.table.ItemReadinessReports;
import io.github.outpostrecovery.functions.table.ItemReconcilerNotes;
import io.github.outpostrecovery.functions.table.ItemRecoveryTable;
import io.github.outpostrecovery.functions.table.ItemStore;
import io.github.outpostrecovery.functions.table.ItemStormBooks;
import io.github.outpostrecovery.functions.trigger.TriggerReader;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteOptions;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is kept, or written by people, and read again: the first byte chooses what it is, the rest is the document. */
public final class Documents {
    private static final InstanceName WEB = new InstanceName("web-01");
    private static final ExecutionArn EXECUTION =
            new ExecutionArn("arn:aws:states:us-west-2:111122223333:execution:recovery:one");
    private static final OutpostArn SERVER =
            new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f60001");
    private static final String CANARY = "kTr7-Canary/of+the\"fuzzer";
    private static final ObjectMapper JSON = CoreJson.mapper();

    private static final List<Kind> KINDS = List.of(Kind.values());

    private Documents() {}

    private enum Kind {
        TRIGGER,
        LEDGER,
        RECORD,
        CONFIGURATION,
        SWITCH,
        WINDOW,
        READINESS,
        NOTE,
        SUSPECT,
        ROOM,
        CREDENTIALS,
        ANSWERS
    }

    /** Reads one document. What is thrown is a finding, unless it says what is wrong with the document. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Kind kind = KINDS.get((data[0] & 0xff) % KINDS.size());
        String document = new String(data, 1, data.length - 1, UTF_8);
        switch (kind) {
            case TRIGGER -> trigger(document);
            case CONFIGURATION -> configuration(document);
            case CREDENTIALS -> credentials(document);
            case ANSWERS -> answers(document);
            case LEDGER, RECORD, SWITCH, WINDOW, READINESS, NOTE, SUSPECT, ROOM -> item(kind, document);
        }
    }

    /** An alarm, and every other input of an execution, is read or found unintelligible. */
    private static void trigger(String document) {
        try {
            TriggerReader.read(JSON.readTree(document));
        } catch (JsonProcessingException malformed) {
            Clear.message(malformed);
        }
    }

    private static void configuration(String document) {
        new ParameterConfigurations(new OneParameter(document), "lab").find(WEB);
    }

    private static void credentials(String document) {
        try {
            ArrayCredentials.parse(document);
        } catch (CredentialsUnavailableException refused) {
            Clear.message(refused);
            if (Clear.says(refused, CANARY)) {
                throw new AssertionError("a secret is quoted: " + refused, refused);
            }
        }
    }

    private static void answers(String document) {
        try {
            Answers.parse(document, Set.of("--instance", "--array-endpoint", "--volume"));
        } catch (IllegalArgumentException refused) {
            Clear.message(refused);
        }
    }

    private static void item(Kind kind, String document) {
        ItemStore items = new OneItem(document);
        try {
            switch (kind) {
                case LEDGER -> found(new ItemRecoveryTable(items).read(WEB));
                case RECORD -> found(new ItemRecoveryTable(items).recordOf(EXECUTION));
                case SWITCH -> new ItemControls(items).killSwitch();
                case WINDOW -> found(new ItemControls(items).window(WEB));
                case READINESS -> found(new ItemReadinessReports(items).latest(WEB));
                case NOTE -> new ItemReconcilerNotes(items).of(WEB);
                case SUSPECT -> new ItemStormBooks(items).noted(new Scope.OfEngine(), Instant.EPOCH, 9);
                case ROOM -> new ItemStormBooks(items).room(SERVER);
                case TRIGGER, CONFIGURATION, CREDENTIALS, ANSWERS ->
                    throw new IllegalArgumentException(kind + " is no item");
            }
        } catch (IllegalStateException unreadable) {
            Clear.message(unreadable);
            if (!Clear.says(unreadable, "cannot be read")) {
                throw new AssertionError("an error that does not say that an item cannot be read", unreadable);
            }
        }
    }

    /** What is there and cannot be read is not what is not there. */
    private static void found(Optional<?> read) {
        if (read.isEmpty()) {
            throw new AssertionError("an item that is there was read as none");
        }
    }

    /** Every item is this one. */
    private record OneItem(String document) implements ItemStore {
        private Item item(String partition, String sort) {
            return new Item(
                    partition,
                    sort,
                    Map.of("ledger", document, "record", document, "value", document, "revision", "1"));
        }

        @Override
        public Optional<Item> read(String partition, String sort) {
            return Optional.of(item(partition, sort));
        }

        @Override
        public List<Item> query(String partition, String prefix) {
            return List.of(item(partition, prefix));
        }

        @Override
        public List<Item> queryFrom(String partition, String prefix, String first) {
            return List.of(item(partition, first));
        }

        @Override
        public Written write(List<Put> puts) {
            return Written.WRITTEN;
        }
    }

    private record OneParameter(String document) implements ParameterStore {
        @Override
        public Optional<String> value(String name) {
            return Optional.of(document);
        }

        @Override
        public List<String> names(String path) {
            return List.of();
        }
    }

    /** What there is after a recovery, and what people write. */
    public static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (String sample : List.of(
                "execution-alarm",
                "execution-manual",
                "execution-planned",
                "execution-readiness",
                "execution-resume")) {
            seeds.add(Seed.of(KINDS.indexOf(Kind.TRIGGER), Samples.event(sample)));
        }
        seeds.add(Seed.of(KINDS.indexOf(Kind.ANSWERS), "{\"instance\":\"web-01\",\"volume\":[\"/vol/a\",\"/vol/b\"]}"));
        seeds.add(Seed.of(
                KINDS.indexOf(Kind.CREDENTIALS),
                JSON.createObjectNode()
                        .put("vendor", "netapp")
                        .put("endpoint", "https://array-1.example")
                        .put("username", "fence")
                        .put("password", CANARY)
                        .toString()));
        seeds.addAll(afterARecovery());
        return seeds;
    }

    private static List<byte[]> afterARecovery() {
        List<byte[]> seeds = new ArrayList<>();
        try (SimulatedSite site =
                SimulatedSite.furnish(SiteOptions.STANDARD, Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE)) {
            pass(site, Duration.ofMinutes(10));
            site.machines()
                    .apply(new SiteEvent.PowerLost(SimulatedSite.servers().getFirst()));
            pass(site, Duration.ofMinutes(2));
            seeds.add(Seed.of(KINDS.indexOf(Kind.LEDGER), text(site.ledger())));
            pass(site, Duration.ofMinutes(28));
            seeds.add(Seed.of(KINDS.indexOf(Kind.LEDGER), text(site.ledger())));
            site.table().recordsOf(WEB, Instant.EPOCH).stream()
                    .findFirst()
                    .ifPresent(record -> seeds.add(Seed.of(KINDS.indexOf(Kind.RECORD), text(record))));
            site.configuration(WEB)
                    .ifPresent(found -> seeds.add(Seed.of(KINDS.indexOf(Kind.CONFIGURATION), text(found))));
            seeds.addAll(items(site.save()));
        }
        return seeds;
    }

    /** The items of other kinds, by what their value is called. */
    private static List<byte[]> items(JsonNode saved) {
        List<byte[]> seeds = new ArrayList<>();
        for (JsonNode item : saved.findParents("value")) {
            JsonNode value = item.path("value");
            if (value.isTextual() && value.textValue().startsWith("{")) {
                for (Kind kind :
                        List.of(Kind.SWITCH, Kind.WINDOW, Kind.READINESS, Kind.NOTE, Kind.SUSPECT, Kind.ROOM)) {
                    seeds.add(Seed.of(KINDS.indexOf(kind), value.textValue()));
                }
            }
        }
        return seeds;
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("core's types have a JSON form", impossible);
        }
    }

    private static void pass(SimulatedSite site, Duration duration) {
        site.agenda().runUntil(site.agenda().instant().plus(duration), () -> false);
    }
}
