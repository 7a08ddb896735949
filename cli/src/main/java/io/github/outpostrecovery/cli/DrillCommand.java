package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.core.recovery.Cause;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.trigger.TriggerReader;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillFault;
import io.github.outpostrecovery.lab.drill.DrillOptions;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.site.Chap;
import io.github.outpostrecovery.lab.site.Naming;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drill}: something fails, the engine recovers it, and a person sees all of it. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets a server of a simulated site fail and recovers its instance: the real state machine, the real"
                    + " functions",
            "and the real array clients, against a simulated Region and simulated arrays, in one JVM."
        })
final class DrillCommand implements Callable<Integer> {
    @Mixin
    private LocalSite site = new LocalSite();

    @Option(
            names = "--vendor",
            description = "the array: netapp, purestorage, dell or hpe (default: ${DEFAULT-VALUE})",
            defaultValue = "netapp")
    private String vendor = "netapp";

    @Option(names = "--protocol", description = "iscsi or nvme (default: ${DEFAULT-VALUE})", defaultValue = "ISCSI")
    private DrillOptions.Transport protocol = DrillOptions.Transport.ISCSI;

    @Option(
            names = "--second-array",
            paramLabel = "VENDOR[/PROTOCOL]",
            description = "a second array, which holds some of the volumes; faults of arrays strike this one")
    private @Nullable String secondArray;

    @Option(
            names = "--topology",
            converter = Words.OfTopology.class,
            description = "how the array shows the volumes: ${COMPLETION-CANDIDATES} (default: as the faults need it)",
            completionCandidates = Words.Topologies.class)
    private @Nullable Topology topology;

    @Option(
            names = "--chap",
            converter = Words.OfChap.class,
            description = "who proves itself to whom: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
            completionCandidates = Words.Chaps.class,
            defaultValue = "none")
    private Chap chap = Chap.NONE;

    @Option(
            names = "--mode",
            description = "automatic or notify (default: ${DEFAULT-VALUE})",
            defaultValue = "AUTOMATIC")
    private DrillOptions.Approval mode = DrillOptions.Approval.AUTOMATIC;

    @Option(
            names = "--event",
            paramLabel = "FILE",
            description = "the alarm, as SNS or the bus delivers it, or the input of an execution: see events/")
    private @Nullable Path event;

    @Option(
            names = "--duplicates",
            paramLabel = "N",
            description = "extra deliveries of each alarm (default: ${DEFAULT-VALUE})",
            defaultValue = "0")
    private int duplicates;

    @Option(
            names = "--failures",
            paramLabel = "N",
            description = "how many machines fail, one after the other (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int failures = 1;

    @Option(
            names = "--primary",
            description = "dead, alive, isolated or hung (default: ${DEFAULT-VALUE})",
            defaultValue = "DEAD")
    private DrillOptions.Primary primary = DrillOptions.Primary.DEAD;

    @Option(names = "--zombie", description = "the dead server gets its power back after the recovery")
    private boolean zombie;

    @Option(
            names = "--fault",
            paramLabel = "NAME[@STEP]",
            description = "what else goes wrong; may be repeated; --fault list shows all")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--volumes",
            paramLabel = "N",
            description = "volumes of the instance (default: ${DEFAULT-VALUE})",
            defaultValue = "2")
    private int volumes = 2;

    @Option(
            names = "--volume",
            paramLabel = "NAME",
            description = "protect this volume only; may be repeated (default: all that the instance has)")
    private List<String> volumeNames = new ArrayList<>();

    @Option(
            names = "--initiator",
            paramLabel = "NAME",
            description = "the name that the first machine logs in with (default: drawn)",
            defaultValue = "")
    private String initiator = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "what delays and names are drawn from (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private long seed = 1;

    @Option(names = "--speed", description = "virtual or real (default: ${DEFAULT-VALUE})", defaultValue = "VIRTUAL")
    private DrillOptions.Speed speed = DrillOptions.Speed.VIRTUAL;

    @Mixin
    private ResultOutput output = new ResultOutput();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec command = requireNonNull(spec, "picocli sets it");
        if (faults.contains("list")) {
            for (DrillFault.Kind kind : DrillFault.Kind.values()) {
                command.commandLine()
                        .getOut()
                        .printf(
                                "%-24s %s (usually @%s)%n",
                                kind.slug(),
                                kind.meaning(),
                                kind.usualStep().name().toLowerCase(java.util.Locale.ROOT));
            }
            return ExitCode.DONE.code();
        }
        DrillOptions options = options();
        output.check();
        DrillResult result;
        try (SiteFolder folder = site.open();
                DrillProgress progress = DrillProgress.to(command.commandLine().getErr(), output.colour());
                Drill drill = Drill.begin(options, folder, progress)) {
            result = drill.run();
            output.report(drill);
        }
        return output.show(
                result, command.commandLine().getOut(), command.commandLine().getErr());
    }

    private DrillOptions options() {
        List<DrillOptions.Storage> arrays = new ArrayList<>();
        arrays.add(known("--vendor", new DrillOptions.Storage(vendor, protocol)));
        if (secondArray != null) {
            arrays.add(known("--second-array", DrillOptions.Storage.parse(secondArray, protocol)));
        }
        DrillOptions options = new DrillOptions(
                arrays,
                Optional.ofNullable(topology),
                chap,
                mode,
                Optional.ofNullable(event).map(DrillCommand::read),
                duplicates,
                failures,
                primary,
                zombie ? DrillOptions.Zombie.COMES_BACK : DrillOptions.Zombie.STAYS_DEAD,
                faults.stream().map(DrillFault::parse).toList(),
                volumes,
                seed,
                speed,
                new Naming(initiator, volumeNames));
        List<String> there = SimulatedSite.check(options.site());
        for (String volume : volumeNames) {
            if (!there.contains(volume)) {
                throw new NotFoundException(
                        "the instance has no volume " + volume + "; it has " + String.join(", ", there));
            }
        }
        return options;
    }

    private static DrillOptions.Storage known(String option, DrillOptions.Storage array) {
        SortedSet<String> vendors = SimulatedSite.vendors();
        if (!vendors.contains(array.vendor())) {
            throw new IllegalArgumentException(
                    option + " " + array.vendor() + " is not known; known are " + String.join(", ", vendors));
        }
        return array;
    }

    /** What the engine would refuse is told before a site is made for it. */
    private static JsonNode read(Path file) {
        if (!Files.isReadable(file)) {
            throw new NotFoundException("there is no file " + file);
        }
        JsonNode event;
        try {
            event = CoreJson.mapper().readTree(Files.readString(file));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(file + " is no JSON: " + malformed.getOriginalMessage(), malformed);
        } catch (IOException failed) {
            throw new IllegalArgumentException(file + " cannot be read: " + failed.getMessage(), failed);
        }
        JsonNode input = event.has("trigger")
                ? event
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("trigger", "ALARM")
                        .set("alarm", event.has("detail") ? event.path("detail") : event);
        switch (TriggerReader.read(input).cause()) {
            case Cause.Unintelligible(String why) -> throw new IllegalArgumentException(file + ": " + why);
            case Cause.Move move ->
                throw new IllegalArgumentException(
                        file + ": in a drill something fails; a planned move is ./outpost-recovery move");
            case Cause.Readiness readiness ->
                throw new IllegalArgumentException(
                        file + ": in a drill something fails; a readiness run is ./outpost-recovery readiness");
            case Cause.AlarmRaised raised -> known(file, raised.instance().value());
            case Cause.Asked(var instance) -> known(file, instance.value());
            case Cause.Resume(var incident) -> known(file, incident.instance().value());
        }
        return event;
    }

    private static void known(Path file, String instance) {
        if (!instance.equals(SimulatedSite.instanceName())) {
            throw new NotFoundException(file + " names the instance " + instance
                    + ", which this site does not protect; it protects " + SimulatedSite.instanceName());
        }
    }
}
