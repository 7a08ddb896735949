package io.github.outpostrecovery.tests.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.lab.region.Hypervisor.Health;
import io.github.outpostrecovery.tests.wire.AwsCall.Reply;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the emulator's EC2 does not know: client tokens, Outposts, and how the machines of the sites do. */
final class Ec2Front {
    private static final String XMLNS = "xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"";
    private static final Pattern INSTANCE = Pattern.compile("<instanceId>(i-[0-9a-f]+)</instanceId>");
    private static final Pattern SUBNET = Pattern.compile("<subnetId>(subnet-[0-9a-f]+)</subnetId>");
    private static final String TOKEN_FILTER = "client-token";

    private final Sites sites;
    private final Passing passing;
    private final Map<String, Launch> launches = new ConcurrentHashMap<>();

    /** Asks the emulator. */
    @FunctionalInterface
    interface Passing {
        Reply pass(AwsCall call);
    }

    /** What was launched with a token. */
    private record Launch(Map<String, String> parameters, Reply reply) {}

    Ec2Front(Sites sites, Passing passing) {
        this.sites = sites;
        this.passing = passing;
    }

    Reply answer(AwsCall call) {
        Form form = Form.parse(call.text());
        return switch (form.get("Action").orElse("")) {
            case "RunInstances" -> run(call, form);
            case "DescribeInstanceStatus" -> status(form);
            case "DescribeInstances" -> describe(call, form);
            case "DescribeSubnets" -> subnets(call);
            case "TerminateInstances" -> terminate(call, form);
            default -> passing.pass(call);
        };
    }

    private synchronized Reply run(AwsCall call, Form form) {
        Optional<String> outpost = form.get("SubnetId").flatMap(sites::serverOf);
        String token = form.get("ClientToken").orElse("");
        if (form.get("DryRun").filter("true"::equals).isPresent() || outpost.isEmpty() || token.isEmpty()) {
            return passing.pass(call);
        }
        Launch earlier = launches.get(token);
        if (earlier != null) {
            return earlier.parameters().equals(form.fields())
                    ? earlier.reply()
                    : error(400, "IdempotentParameterMismatch", "The client token was used with other parameters.");
        }
        WireSite site = sites.withServer(outpost.get()).orElseThrow();
        site.launching(token);
        if (site.refuses(token)) {
            return error(500, "InsufficientInstanceCapacity", "There is not enough capacity on the Outpost.");
        }
        if (!site.reaches(outpost.get())) {
            return error(400, "InvalidOutpost.Unreachable", "The Outpost is disconnected.");
        }
        Reply reply = passing.pass(call);
        Matcher id = INSTANCE.matcher(reply.text());
        if (!reply.isSuccess() || !id.find()) {
            return reply;
        }
        String userData = form.get("UserData")
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), UTF_8))
                .orElse("");
        site.launched(
                new WireSite.Machine(
                        id.group(1),
                        outpost.get(),
                        form.get("SubnetId").orElseThrow(),
                        token,
                        form.get("LaunchTemplate.LaunchTemplateId").orElse(""),
                        Integer.parseInt(form.get("LaunchTemplate.Version").orElse("0")),
                        Lifecycle.RUNNING),
                userData);
        Reply marked = reply.withText(marked(reply.text()));
        launches.put(token, new Launch(new TreeMap<>(form.fields()), marked));
        return marked;
    }

    private Reply describe(AwsCall call, Form form) {
        Optional<List<String>> tokens = form.filter(TOKEN_FILTER);
        if (tokens.isEmpty()) {
            Reply reply = passing.pass(call);
            return reply.withText(marked(reply.text()));
        }
        List<String> found = tokens.get().stream()
                .flatMap(token -> sites.byToken(token).stream())
                .map(WireSite.Machine::id)
                .toList();
        if (found.isEmpty()) {
            return Reply.xml(
                    200,
                    "<DescribeInstancesResponse %s><requestId>wire</requestId><reservationSet/></DescribeInstancesResponse>"
                            .formatted(XMLNS));
        }
        Reply reply =
                passing.pass(call.withText(form.byInstances(TOKEN_FILTER, found).encode()));
        return reply.withText(marked(reply.text()));
    }

    private Reply subnets(AwsCall call) {
        Reply reply = passing.pass(call);
        return reply.withText(placed(reply.text()));
    }

    private Reply terminate(AwsCall call, Form form) {
        Reply reply = passing.pass(call);
        if (reply.isSuccess() && form.get("DryRun").filter("true"::equals).isEmpty()) {
            for (String id : form.list("InstanceId")) {
                sites.withMachine(id).ifPresent(site -> site.terminated(id));
            }
        }
        return reply;
    }

    private Reply status(Form form) {
        List<String> ids = form.list("InstanceId");
        StringBuilder items = new StringBuilder();
        for (String id : ids) {
            Optional<WireSite> site = sites.withMachine(id);
            if (site.isEmpty()) {
                return error(400, "InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist");
            }
            WireSite.Status status = site.get().status(id);
            boolean all = form.get("IncludeAllInstances").filter("true"::equals).isPresent();
            if (all || status.lifecycle() == Lifecycle.RUNNING) {
                items.append(item(id, status));
            }
        }
        return Reply.xml(
                200,
                "<DescribeInstanceStatusResponse %s><requestId>wire</requestId><instanceStatusSet>%s</instanceStatusSet></DescribeInstanceStatusResponse>"
                        .formatted(XMLNS, items));
    }

    private String item(String id, WireSite.Status status) {
        boolean running = status.lifecycle() == Lifecycle.RUNNING;
        String system = running ? check(status, Health.HOST_FAILED) : "not-applicable";
        String guest = running ? check(status, Health.GUEST_FAILED) : "not-applicable";
        return """
                <item><instanceId>%s</instanceId><availabilityZone>us-west-2a</availabilityZone>
                <outpostArn>%s</outpostArn>
                <instanceState><code>%d</code><name>%s</name></instanceState>
                <systemStatus><status>%s</status></systemStatus>
                <instanceStatus><status>%s</status></instanceStatus></item>
                """.formatted(
                        id,
                        sites.machine(id).map(WireSite.Machine::server).orElse(""),
                        running ? 16 : 48,
                        running ? "running" : "terminated",
                        system,
                        guest);
    }

    /** Behind a lost link both checks fail. A failed host fails its guest as well. */
    private static String check(WireSite.Status status, Health failing) {
        if (!status.reached()) {
            return "impaired";
        }
        return switch (status.health()) {
            case WELL -> "ok";
            case STARTING -> "initializing";
            case HOST_FAILED -> "impaired";
            case GUEST_FAILED -> failing == Health.GUEST_FAILED ? "impaired" : "ok";
        };
    }

    /** Adds to every instance where it runs and by which token it was launched. */
    private String marked(String xml) {
        String without = xml.replaceAll("<clientToken>[^<]*</clientToken>", "");
        return replace(
                INSTANCE,
                without,
                id -> sites.machine(id)
                        .map(machine -> "<outpostArn>%s</outpostArn><clientToken>%s</clientToken>"
                                .formatted(machine.server(), machine.token()))
                        .orElse(""));
    }

    /** Adds to every subnet the server that it is on. */
    private String placed(String xml) {
        return replace(
                SUBNET,
                xml,
                id -> sites.serverOf(id)
                        .map(server -> "<outpostArn>" + server + "</outpostArn>")
                        .orElse(""));
    }

    private static String replace(Pattern pattern, String xml, UnaryOperator<String> addition) {
        return pattern.matcher(xml)
                .replaceAll(found -> Matcher.quoteReplacement(found.group() + addition.apply(found.group(1))));
    }

    private static Reply error(int status, String code, String message) {
        return Reply.xml(
                status,
                "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors><RequestID>wire</RequestID></Response>"
                        .formatted(code, message));
    }
}
