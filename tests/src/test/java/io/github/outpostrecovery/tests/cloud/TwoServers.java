package io.github.outpostrecovery.tests.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.tests.wire.AwsCall;
import io.github.outpostrecovery.tests.wire.AwsCall.Reply;
import io.github.outpostrecovery.tests.wire.Form;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What no emulator knows: two Outposts servers, which subnets lie on them, and what was launched there with which token. */
final class TwoServers {
    static final String ACCOUNT = "123456789012";
    static final OutpostArn FIRST =
            new OutpostArn("arn:aws:outposts:us-west-2:" + ACCOUNT + ":outpost/op-0aaaaaaaaaaaaaaa1");
    static final OutpostArn SECOND =
            new OutpostArn("arn:aws:outposts:us-west-2:" + ACCOUNT + ":outpost/op-0aaaaaaaaaaaaaaa2");
    static final String TYPE = "c6id.large";
    static final int PLACES = 4;

    private static final List<OutpostArn> ALL = List.of(FIRST, SECOND);
    private static final Pattern SUBNET = Pattern.compile("<subnetId>(subnet-[0-9a-f]+)</subnetId>");
    private static final Pattern INSTANCE = Pattern.compile("<instanceId>(i-[0-9a-f]+)</instanceId>");
    private static final String SUBNET_OF_A_LAUNCH = "NetworkInterface.1.SubnetId";

    private final Map<String, OutpostArn> subnets = new ConcurrentHashMap<>();
    private final Map<String, String> indexes = new ConcurrentHashMap<>();
    private final Map<String, Launch> launches = new ConcurrentHashMap<>();
    private final Map<String, Machine> machines = new ConcurrentHashMap<>();

    private final AtomicReference<Guests> guests = new AtomicReference<>(Guests.NONE);

    /** What runs on the machines. */
    interface Guests {
        /** Nothing. */
        Guests NONE = new Guests() {
            @Override
            public void booted(String machine, String userData) {}

            @Override
            public void ended(String machine) {}
        };

        /** A machine has been launched with this user data. */
        void booted(String machine, String userData);

        /** A machine has been terminated. */
        void ended(String machine);
    }

    private record Launch(Map<String, String> parameters, Reply reply) {}

    private record Machine(OutpostArn server, String token) {}

    /** From now on a subnet lies on a server. */
    void put(SubnetId subnet, OutpostArn server) {
        subnets.put(subnet.value(), server);
    }

    /** From now on these run on the machines that are launched. */
    void run(Guests ours) {
        guests.set(ours);
    }

    /** Answers Outposts; {@code below} is what stands under the name of one. */
    Reply outposts(AwsCall call) {
        String path = URLDecoder.decode(call.target().replaceAll("\\?.*", ""), UTF_8);
        Optional<OutpostArn> server =
                ALL.stream().filter(one -> path.contains(idOf(one))).findFirst();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (path.endsWith("/outposts")) {
            ArrayNode all = answer.putArray("Outposts");
            ALL.forEach(one -> all.add(outpost(one)));
            return Reply.json(200, answer.toString());
        }
        if (server.isEmpty()) {
            return Reply.json(404, "{\"__type\":\"NotFoundException\",\"Message\":\"there is no such Outpost\"}");
        }
        String below = path.substring(
                path.indexOf(idOf(server.get())) + idOf(server.get()).length());
        switch (below) {
            case "" -> answer.set("Outpost", outpost(server.get()));
            case "/instanceTypes" -> answer.putArray("InstanceTypes").add(object().put("InstanceType", TYPE));
            case "/assets" -> {
                ObjectNode compute = object().put("State", "ACTIVE");
                compute.putArray("InstanceTypeCapacities")
                        .add(object().put("InstanceType", TYPE).put("Count", PLACES));
                answer.putArray("Assets").add(object().put("AssetId", "asset-1").set("ComputeAttributes", compute));
            }
            case "/assetInstances" -> {
                ArrayNode instances = answer.putArray("AssetInstances");
                machines.values().stream()
                        .filter(machine -> machine.server().equals(server.get()))
                        .forEach(machine ->
                                instances.add(object().put("InstanceType", TYPE).put("AssetId", "asset-1")));
            }
            default -> {
                return Reply.json(404, "{\"Message\":\"not offered here: " + below + "\"}");
            }
        }
        return Reply.json(200, answer.toString());
    }

    private static ObjectNode outpost(OutpostArn server) {
        return object().put("OutpostId", idOf(server))
                .put("OutpostArn", server.value())
                .put("Name", server.equals(FIRST) ? "shop-1" : "shop-2")
                .put("OwnerId", ACCOUNT)
                .put("LifeCycleStatus", "ACTIVE")
                .put("SupportedHardwareType", "SERVER");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String idOf(OutpostArn server) {
        return server.value().substring(server.value().lastIndexOf('/') + 1);
    }

    /**
     * Answers EC2, with what the endpoint says and what is known here.
     *
     * @param pass asks the endpoint
     */
    Reply ec2(AwsCall call, Function<AwsCall, Reply> pass) {
        Form form = Form.parse(call.text());
        return switch (form.get("Action").orElse("")) {
            case "RunInstances" -> run(call, form, pass);
            case "DescribeInstances" -> marked(pass.apply(call));
            case "DescribeSubnets" -> placed(pass.apply(call));
            case "ModifySubnetAttribute" -> modified(call, form, pass);
            case "TerminateInstances" -> terminated(call, form, pass);
            default -> pass.apply(call);
        };
    }

    private Reply terminated(AwsCall call, Form form, Function<AwsCall, Reply> pass) {
        Reply reply = pass.apply(call);
        if (reply.isSuccess()) {
            form.get("InstanceId.1").ifPresent(id -> {
                machines.remove(id);
                guests.get().ended(id);
            });
        }
        return reply;
    }

    private Reply modified(AwsCall call, Form form, Function<AwsCall, Reply> pass) {
        String subnet = form.get("SubnetId").orElse("");
        form.get("EnableLniAtDeviceIndex").ifPresent(index -> indexes.put(subnet, index));
        form.get("DisableLniAtDeviceIndex.Value").ifPresent(off -> indexes.remove(subnet));
        return pass.apply(call);
    }

    private synchronized Reply run(AwsCall call, Form form, Function<AwsCall, Reply> pass) {
        String token = form.get("ClientToken").orElse("");
        Launch before = launches.get(token);
        if (before != null) {
            return before.parameters().equals(form.fields())
                    ? before.reply()
                    : error("IdempotentParameterMismatch", "The client token was used with other parameters.");
        }
        Reply reply = pass.apply(call);
        Matcher id = INSTANCE.matcher(reply.text());
        OutpostArn server = subnets.get(form.get(SUBNET_OF_A_LAUNCH).orElse(""));
        if (!reply.isSuccess() || server == null || !id.find()) {
            return reply;
        }
        machines.put(id.group(1), new Machine(server, token));
        Reply marked = marked(reply);
        launches.put(token, new Launch(new TreeMap<>(form.fields()), marked));
        guests.get()
                .booted(
                        id.group(1),
                        form.get("UserData")
                                .map(encoded -> new String(Base64.getDecoder().decode(encoded), UTF_8))
                                .orElse(""));
        return marked;
    }

    private Reply marked(Reply reply) {
        String without = reply.text().replaceAll("<clientToken>[^<]*</clientToken>", "");
        return reply.withText(replace(
                INSTANCE,
                without,
                id -> Optional.ofNullable(machines.get(id))
                        .map(machine -> "<outpostArn>" + machine.server() + "</outpostArn><clientToken>"
                                + machine.token() + "</clientToken>")
                        .orElse("")));
    }

    private Reply placed(Reply reply) {
        return reply.withText(replace(
                SUBNET,
                reply.text(),
                id -> Optional.ofNullable(subnets.get(id))
                                .map(server -> "<outpostArn>" + server + "</outpostArn>")
                                .orElse("")
                        + Optional.ofNullable(indexes.get(id))
                                .map(index -> "<enableLniAtDeviceIndex>" + index + "</enableLniAtDeviceIndex>")
                                .orElse("")));
    }

    private static String replace(Pattern pattern, String xml, UnaryOperator<String> addition) {
        return pattern.matcher(xml)
                .replaceAll(found -> Matcher.quoteReplacement(found.group() + addition.apply(found.group(1))));
    }

    private static Reply error(String code, String message) {
        return Reply.xml(
                400,
                "<Response><Errors><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error></Errors><RequestID>r</RequestID></Response>");
    }
}
