package io.github.outpostrecovery.tests.cloud;

import io.github.outpostrecovery.functions.aws.Clients;
import io.github.outpostrecovery.tests.wire.AwsCall;
import io.github.outpostrecovery.tests.wire.AwsCall.Reply;
import io.github.outpostrecovery.tests.wire.Form;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * What the endpoint's CloudFormation leaves out of a protection stack: its alarm. It is put when the stack is made or changed,
 * as {@code protection.yaml} has it and seen OK, and goes with the stack.
 */
final class StackAlarms {
    private static final String PROTECTION = "autorestart-";

    private final Clients clients;

    /**
     * Makes one.
     *
     * @param clients straight to the endpoint
     */
    StackAlarms(Clients clients) {
        this.clients = clients;
    }

    /**
     * Answers CloudFormation.
     *
     * @param pass asks the endpoint
     */
    Reply cloudFormation(AwsCall call, Function<AwsCall, Reply> pass) {
        Form form = Form.parse(call.text());
        Map<String, String> parameters = parameters(form);
        Optional<String> instance = Optional.ofNullable(parameters.get("InstanceName"))
                .filter(name -> form.get("StackName").orElse("").equals(PROTECTION + name));
        String action = form.get("Action").orElse("");
        if (action.equals("DeleteStack")) {
            form.get("StackName").flatMap(StackAlarms::protectedBy).ifPresent(this::delete);
        }
        Reply reply = pass.apply(call);
        if (reply.isSuccess() && (action.equals("CreateStack") || action.equals("UpdateStack"))) {
            instance.ifPresent(name -> put(
                    name,
                    parameters.getOrDefault("InstanceId", ""),
                    topic(parameters.getOrDefault("EngineStack", ""))));
        }
        return reply;
    }

    /** The instance of a stack, by its name or its id. */
    private static Optional<String> protectedBy(String stack) {
        String name = stack.startsWith("arn:") ? stack.split("/", -1)[1] : stack;
        return Optional.of(name)
                .filter(one -> one.startsWith(PROTECTION))
                .map(one -> one.substring(PROTECTION.length()));
    }

    private static Map<String, String> parameters(Form form) {
        Map<String, String> parameters = new HashMap<>();
        for (int number = 1; ; number++) {
            String member = "Parameters.member." + number + ".Parameter";
            Optional<String> key = form.get(member + "Key");
            if (key.isEmpty()) {
                return parameters;
            }
            parameters.put(key.get(), form.get(member + "Value").orElse(""));
        }
    }

    private String topic(String engine) {
        return clients
                .cloudFormation()
                .get()
                .describeStacks(request -> request.stackName(engine))
                .stacks()
                .getFirst()
                .outputs()
                .stream()
                .filter(output -> output.outputKey().equals("AlarmTopicArn"))
                .map(Output::outputValue)
                .findFirst()
                .orElseThrow();
    }

    private void put(String instance, String machine, String topic) {
        CloudWatchClient cloudWatch = clients.cloudWatch().get();
        String alarm = "outpost-recovery-" + instance;
        cloudWatch.putMetricAlarm(request -> request.alarmName(alarm)
                .namespace("AWS/EC2")
                .metricName("StatusCheckFailed")
                .dimensions(
                        Dimension.builder().name("InstanceId").value(machine).build())
                .statistic(Statistic.MAXIMUM)
                .period(60)
                .evaluationPeriods(2)
                .datapointsToAlarm(2)
                .threshold(1.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .treatMissingData("breaching")
                .actionsEnabled(true)
                .alarmActions(topic));
        cloudWatch.setAlarmState(
                request -> request.alarmName(alarm).stateValue(StateValue.OK).stateReason("the status checks pass"));
    }

    private void delete(String instance) {
        clients.cloudWatch().get().deleteAlarms(request -> request.alarmNames("outpost-recovery-" + instance));
    }
}
