package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of a launch, in the forms in which it is shown. */
public final class LaunchOutcome {
    private final LaunchReport report;

    LaunchOutcome(LaunchReport report) {
        this.report = requireNonNull(report, "report is null");
    }

    /** The instance; empty if only user data was made. */
    public Optional<Ec2InstanceId> instance() {
        return report.instance();
    }

    /** The user data that the instance was launched with. */
    public String userData() {
        return report.userData();
    }

    LaunchReport report() {
        return report;
    }

    /**
     * The form for scripts.
     *
     * @param suffix what the next commands need besides, such as {@code --local}
     */
    public ObjectNode json(String suffix) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("instanceId", report.instance().map(Ec2InstanceId::value).orElse(null));
        json.set("plan", PlanLines.json(report.plan()));
        if (report.bootLun().isPresent()) {
            json.put("bootLun", report.bootLun().getAsInt());
        }
        ObjectNode seen = json.putObject("attachment");
        report.seen().forEach((protocol, what) -> {
            ObjectNode one = seen.putObject(LaunchTags.word(protocol)).put("state", word(what));
            if (what instanceof LaunchReport.Seen.Attached(List<String> portals)) {
                portals.forEach(one.putArray("portals")::add);
            }
        });
        json.put("userDataPath", report.saved().map(Object::toString).orElse(null));
        json.put("userData", report.userData());
        report.next().forEach(line -> json.withArray("next").add(line + suffix));
        return json;
    }

    /** The form for people: user data to be copied, the instance id, and what comes next. */
    public List<String> lines(String suffix) {
        List<String> lines = new ArrayList<>();
        report.saved()
                .ifPresentOrElse(
                        path -> lines.add("User data: " + path),
                        () -> lines.addAll(report.userData().lines().toList()));
        report.instance().ifPresent(id -> lines.add("Instance: " + id));
        report.seen()
                .forEach((protocol, what) ->
                        lines.add("Attached over " + LaunchTags.word(protocol) + ": " + word(what)));
        report.next().forEach(line -> lines.add("Next: " + line + suffix));
        return lines;
    }

    private static String word(LaunchReport.Seen seen) {
        return switch (seen) {
            case LaunchReport.Seen.Attached attached -> "SEEN";
            case LaunchReport.Seen.CannotShow none -> "CANNOT_SHOW";
            case LaunchReport.Seen.NotWaited none -> "NOT_WAITED";
        };
    }
}
