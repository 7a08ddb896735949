package io.github.outpostrecovery.functions;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.configuration.Policy;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.configuration.ProtectedVolume;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions;
import io.github.outpostrecovery.core.service.Measurements;
import io.github.outpostrecovery.core.service.Notices.Notice;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.configuration.ParameterStore;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.table.ItemControls;
import io.github.outpostrecovery.functions.table.ItemReadinessReports;
import io.github.outpostrecovery.functions.table.ItemReconcilerNotes;
import io.github.outpostrecovery.functions.table.ItemRecoveryTable;
import io.github.outpostrecovery.functions.table.ItemStormBooks;
import io.github.outpostrecovery.functions.table.MemoryItems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the handlers speak to, in memory. Arrays, EC2, alarms and traffic only note that they were asked. */
final class HandlerWorld {
    private static final InstanceName WEB = new InstanceName("web-01");
    private static final ArrayName ARRAY = new ArrayName("array-1");
    private static final Instant NOW = Instant.parse("2026-02-10T06:05:01Z");

    private final MemoryItems items = new MemoryItems();
    private final ItemRecoveryTable table = new ItemRecoveryTable(items);
    private final Map<String, String> parameters = new TreeMap<>();
    private final List<Notice> mails = new ArrayList<>();
    private final List<Outcome> counted = new ArrayList<>();
    private final List<String> touched = new ArrayList<>();

    /** The machine that the sample alarm names has run for long, and is protected. */
    void protectWhatTheAlarmNames() throws IOException {
        String machine = Repository.event("alarm-sns")
                .path("Trigger")
                .path("Dimensions")
                .path(0)
                .path("value")
                .asText();
        OutpostArn server = new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f60001");
        table.commit(
                InstanceLedger.of(
                        WEB,
                        new Machine(
                                Generation.FIRST,
                                new Ec2InstanceId(machine),
                                server,
                                Map.of(ARRAY, Initiator.parse("iqn.2006-03.com.amazon.aws:web-01")),
                                NOW.minusSeconds(86_400))),
                Optional.empty());
        parameters.put(ParameterConfigurations.parameterName("lab", WEB), text(configuration(server)));
    }

    private static ProtectedInstance configuration(OutpostArn server) {
        SecretArn secret = new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:array-1");
        return new ProtectedInstance(
                WEB,
                Mode.AUTOMATIC,
                new AlarmName("outpost-recovery-web-01"),
                List.of(new ArrayConnection(
                        ARRAY,
                        "netapp",
                        Protocol.ISCSI,
                        URI.create("https://array-1.example"),
                        secret,
                        secret,
                        Optional.empty(),
                        Optional.of("svm1"))),
                List.of(new ProtectedVolume(ARRAY, new VolumeName("/vol/v/web-01-boot"))),
                List.of(new LaunchTarget(
                        server,
                        new SubnetId("subnet-0a1b2c3d4e5f60001"),
                        new LaunchTemplateId("lt-0a1b2c3d4e5f60001"),
                        1)),
                Policy.STANDARD);
    }

    MemoryItems items() {
        return items;
    }

    ItemRecoveryTable table() {
        return table;
    }

    InstanceLedger ledger() {
        return table.read(WEB).orElseThrow(() -> new AssertionError("no books"));
    }

    List<Outcome> counted() {
        return List.copyOf(counted);
    }

    List<Notice> mails() {
        return List.copyOf(mails);
    }

    /** What was asked of arrays, EC2, alarms and load balancers. */
    List<String> touched() {
        return List.copyOf(touched);
    }

    Services services() {
        return new Services(
                new ParameterConfigurations(new MemoryParameters(parameters), "lab"),
                table,
                untouchable(io.github.outpostrecovery.core.array.StorageArrays.class),
                untouchable(io.github.outpostrecovery.core.compute.Compute.class),
                untouchable(io.github.outpostrecovery.core.service.Alarms.class),
                untouchable(io.github.outpostrecovery.core.service.Traffic.class),
                new RunningExecutions(),
                mails::add,
                new CountedRecords(),
                new ItemControls(items),
                new ItemReadinessReports(items),
                new ItemReconcilerNotes(items),
                new ItemStormBooks(items),
                new Console("aws", "us-west-2", "arn:aws:states:us-west-2:111122223333:stateMachine:approval"),
                () -> NOW,
                FanOut.inOrder(),
                () -> new UUID(1, 2));
    }

    private final class CountedRecords implements Measurements {
        @Override
        public void recorded(Outcome outcome) {
            counted.add(outcome);
        }

        @Override
        public void measured(Figure figure, double value) {
            // A readiness run counts how it came out; its report is what the tests look at.
        }
    }

    private record MemoryParameters(Map<String, String> values) implements ParameterStore {
        @Override
        public Optional<String> value(String name) {
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public List<String> names(String path) {
            return values.keySet().stream()
                    .filter(name -> name.startsWith(path))
                    .toList();
        }
    }

    private static final class RunningExecutions implements Executions {
        @Override
        public Executions.Life lifeOf(ExecutionArn execution) {
            return Executions.Life.RUNNING;
        }

        @Override
        public Executions.Start start(ExecutionName name, ExecutionRequest request) {
            return new Executions.Start.NotStarted("nothing is started here");
        }
    }

    private <T> T untouchable(Class<T> port) {
        InvocationHandler noting = (proxy, method, arguments) -> {
            touched.add(port.getSimpleName() + "." + method.getName());
            throw new AssertionError(touched.getLast() + " was asked");
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, noting));
    }

    private static String text(Object value) {
        try {
            return CoreJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What Lambda tells a handler about itself. */
    static final class LambdaContext implements Context {
        @Override
        public String getAwsRequestId() {
            return "8c5d0d4e";
        }

        @Override
        public String getLogGroupName() {
            return "/aws/lambda/test";
        }

        @Override
        public String getLogStreamName() {
            return "stream";
        }

        @Override
        public String getFunctionName() {
            return "test";
        }

        @Override
        public String getFunctionVersion() {
            return "$LATEST";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "arn:aws:lambda:us-west-2:111122223333:function:test";
        }

        @Override
        public @Nullable CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public @Nullable ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 60_000;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 1024;
        }

        @Override
        public LambdaLogger getLogger() {
            return requireNonNull(null, "the handlers log through SLF4J");
        }
    }
}
