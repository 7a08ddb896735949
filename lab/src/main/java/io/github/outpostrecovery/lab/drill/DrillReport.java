package io.github.outpostrecovery.lab.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Look;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.plan.ArrayPlan;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.report.ReportData;
import io.github.outpostrecovery.lab.report.ReportData.Grant;
import io.github.outpostrecovery.lab.report.ReportData.Lane;
import io.github.outpostrecovery.lab.report.ReportData.Mail;
import io.github.outpostrecovery.lab.report.ReportData.Moment;
import io.github.outpostrecovery.lab.report.ReportData.Setting;
import io.github.outpostrecovery.lab.report.ReportData.Span;
import io.github.outpostrecovery.lab.report.ReportData.Verification;
import io.github.outpostrecovery.lab.site.Chap;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gathers what the page about a drill shows, from what the site has kept. */
final class DrillReport {
    private final SimulatedSite site;
    private final DrillMemory memory;
    private final DrillStory story;

    DrillReport(SimulatedSite site, DrillMemory memory) {
        this.site = site;
        this.memory = memory;
        this.story = new DrillStory(site, memory);
    }

    ReportData write() {
        List<ExecutionDescription> recoveries = story.recoveries();
        List<Timeline.Stay> stays = story.stays(story.main(recoveries));
        return new ReportData(
                story.tell(),
                memory.failureAt().orElseGet(() -> site.agenda().instant()),
                memory.notes().stream()
                        .map(note -> new Moment(note.at(), note.what()))
                        .toList(),
                spans(stays),
                verifications(stays),
                site.ledger().incident().map(Incident::proofs).orElse(List.of()),
                grants(),
                site.calls().calls(),
                recoveries.stream()
                        .flatMap(execution -> site.recordOf(execution.arn()).stream())
                        .toList(),
                site.region().mailbox().mails().stream()
                        .map(mail -> new Mail(mail.at(), mail.subject(), mail.body()))
                        .toList(),
                settings(),
                memory.options().seed(),
                replay());
    }

    private List<Span> spans(List<Timeline.Stay> stays) {
        List<Span> spans = new ArrayList<>();
        Optional<Timeline.Stay> launch = DrillStory.last(stays, DrillStory.LAUNCH);
        Optional<Instant> launched = launch.flatMap(Timeline.Stay::to);
        Optional<Instant> login = Optional.ofNullable(
                memory.firstLogins().get(site.ledger().current().id().value()));
        Optional<Instant> confirmed = DrillStory.last(stays, DrillStory.CONFIRM).flatMap(Timeline.Stay::to);
        if (launched.isPresent()) {
            spans.add(new Span(Lane.EC2_LAUNCH, "RunInstances", launch.get().from(), launched.get()));
            if (login.isPresent() && login.get().isAfter(launched.get())) {
                spans.add(new Span(Lane.BOOT, "firmware, until the first log-in", launched.get(), login.get()));
                confirmed
                        .filter(end -> end.isAfter(login.get()))
                        .ifPresent(end -> spans.add(
                                new Span(Lane.ATTACH, "log-ins, until the array confirms", login.get(), end)));
            }
        }
        return spans;
    }

    private static List<Verification> verifications(List<Timeline.Stay> stays) {
        List<Verification> verifications = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        for (Timeline.Stay stay : stays) {
            String part = switch (stay.state()) {
                case "Check launch targets" -> "targets";
                case "Verify primary" -> "verify";
                default -> "";
            };
            if (part.isEmpty()) {
                continue;
            }
            JsonNode detail = stay.output().path(part).path("detail");
            if (detail.path("progress").hasNonNull("last")) {
                looks.add(read(detail.path("progress").path("last"), Look.class));
            }
            if (detail.hasNonNull("evidence")) {
                verifications.add(new Verification(looks, read(detail.path("evidence"), Evidence.class)));
                looks.clear();
            }
        }
        return verifications;
    }

    private List<Grant> grants() {
        List<Grant> grants = new ArrayList<>();
        Optional<Incident> incident = site.ledger().incident();
        if (incident.isEmpty() || incident.get().plan().isEmpty()) {
            return grants;
        }
        for (Successor successor : incident.get().successors()) {
            if (successor.stage() == Successor.Stage.STORED) {
                continue;
            }
            for (ArrayPlan array : incident.get().plan().get().arrays()) {
                Optional.ofNullable(
                                successor.initiators().get(array.connection().name()))
                        .ifPresent(initiator -> grants.add(new Grant(
                                successor.generation(), array.connection().name(), initiator, array.luns())));
            }
        }
        return grants;
    }

    private List<Setting> settings() {
        DrillOptions options = memory.options();
        return List.of(
                new Setting("arrays", arrays(options)),
                new Setting(
                        "topology", options.topology().map(DrillReport::lower).orElse("as the faults need it")),
                new Setting("CHAP", lower(options.chap())),
                new Setting("mode", lower(options.mode())),
                new Setting("primary", lower(options.primary())),
                new Setting("zombie", lower(options.zombie())),
                new Setting("duplicates", Integer.toString(options.duplicates())),
                new Setting("failures", Integer.toString(options.failures())),
                new Setting("volumes", Integer.toString(options.volumes())),
                new Setting(
                        "faults",
                        options.faults().isEmpty() ? "none" : options.faults().toString()));
    }

    private String replay() {
        DrillOptions options = memory.options();
        if (options.event().isPresent()) {
            return "";
        }
        StringBuilder command = new StringBuilder("./outpost-recovery drill --local");
        command.append(" --vendor ").append(options.arrays().getFirst().vendor());
        command.append(" --protocol ").append(lower(options.arrays().getFirst().protocol()));
        options.arrays().stream()
                .skip(1)
                .forEach(array -> command.append(" --second-array ").append(written(array)));
        options.topology().ifPresent(topology -> command.append(" --topology ").append(word(topology)));
        if (options.chap() != Chap.NONE) {
            command.append(" --chap ").append(word(options.chap()));
        }
        command.append(" --mode ").append(lower(options.mode()));
        command.append(" --primary ").append(lower(options.primary()));
        command.append(" --duplicates ").append(options.duplicates());
        command.append(" --failures ").append(options.failures());
        command.append(" --volumes ").append(options.volumes());
        options.faults().forEach(fault -> command.append(" --fault ").append(fault));
        if (options.zombie() == DrillOptions.Zombie.COMES_BACK) {
            command.append(" --zombie");
        }
        return command.append(" --seed ").append(options.seed()).toString();
    }

    private static String arrays(DrillOptions options) {
        return options.arrays().stream().map(DrillReport::written).collect(Collectors.joining(", "));
    }

    private static String written(DrillOptions.Storage array) {
        return array.vendor() + "/" + lower(array.protocol());
    }

    /** As it is written on the command line. */
    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return CoreJson.mapper().treeToValue(tree, type);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what the state machine carries is core's own", impossible);
        }
    }
}
