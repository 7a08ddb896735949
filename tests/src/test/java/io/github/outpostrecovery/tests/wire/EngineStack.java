package io.github.outpostrecovery.tests.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The engine as its template would deploy it, as far as an emulator takes it: table, topics with their queues, and both state
 * machines, whose definitions are those of the repository with the template's substitutions.
 *
 * @param hastyMachineArn the recovery machine once more, in which nobody has time to approve
 */
record EngineStack(
        String table,
        String alarmTopicArn,
        String alarmQueueUrl,
        String noticeTopicArn,
        String noticeQueueUrl,
        String recoveryMachineArn,
        String hastyMachineArn,
        String approvalMachineArn) {
    static final String NAME = "outpost-recovery-wire";
    static final String ACCOUNT = "123456789012";

    /** Every function that a definition may name, or a schedule. */
    static final List<String> FUNCTIONS = List.of(
            "OpenIncident",
            "VerifyPrimary",
            "RequestApproval",
            "FenceInitiator",
            "GrantInitiator",
            "RelaunchInstance",
            "ConfirmAttachment",
            "CompleteRecovery",
            "Reconcile");

    private static final String APPROVAL_TIME = "\"TimeoutSeconds\": 14400";
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([A-Za-z]+)}");

    /** How long a request for approval stays open in the hasty machine. */
    static final int HASTY_SECONDS = 20;

    static EngineStack deploy(AwsClients aws) {
        String table = NAME + "-table";
        aws.dynamoDb()
                .createTable(request -> request.tableName(table)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(text("pk"), text("sk"))
                        .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
        String alarmTopic =
                aws.sns().createTopic(request -> request.name(NAME + "-alarms")).topicArn();
        String noticeTopic = aws.sns()
                .createTopic(request -> request.name(NAME + "-notices"))
                .topicArn();
        String alarmQueue = subscribedQueue(aws, NAME + "-alarms", alarmTopic, true);
        String noticeQueue = subscribedQueue(aws, NAME + "-notices", noticeTopic, false);
        Map<String, String> substitutions = new HashMap<>();
        FUNCTIONS.forEach(name -> substitutions.put(name + "Function", functionArn(name)));
        substitutions.put("NoticeTopicArn", noticeTopic);
        substitutions.put("RecoveryTableName", table);
        String recovery = substituted("recovery", substitutions);
        if (!recovery.contains(APPROVAL_TIME)) {
            throw new AssertionError("the definition has no longer " + APPROVAL_TIME + ": look for the new one");
        }
        return new EngineStack(
                table,
                alarmTopic,
                alarmQueue,
                noticeTopic,
                noticeQueue,
                machine(aws, NAME + "-recovery", recovery),
                machine(
                        aws,
                        NAME + "-recovery-hasty",
                        recovery.replace(APPROVAL_TIME, "\"TimeoutSeconds\": " + HASTY_SECONDS)),
                machine(aws, NAME + "-approval", substituted("approval", substitutions)));
    }

    /** What the functions find in their environment. */
    Map<String, String> environment(String endpoint) {
        return Map.ofEntries(
                Map.entry("STACK_NAME", NAME),
                Map.entry("RECOVERY_TABLE", table),
                Map.entry("NOTICE_TOPIC_ARN", noticeTopicArn),
                Map.entry("ALARM_TOPIC_ARN", alarmTopicArn),
                Map.entry("RECOVERY_STATE_MACHINE_ARN", recoveryMachineArn),
                Map.entry("RECOVERY_STATE_MACHINE_ALIAS_ARN", recoveryMachineArn + ":live"),
                Map.entry("APPROVAL_STATE_MACHINE_ARN", approvalMachineArn),
                Map.entry("POWERTOOLS_SERVICE_NAME", "outpost-recovery"),
                Map.entry("POWERTOOLS_METRICS_NAMESPACE", "OutpostRecovery"),
                Map.entry("AWS_REGION", AwsClients.REGION.id()),
                Map.entry("AWS_ACCESS_KEY_ID", AwsClients.ACCESS_KEY),
                Map.entry("AWS_SECRET_ACCESS_KEY", AwsClients.SECRET_KEY),
                Map.entry("AWS_ENDPOINT_URL", endpoint));
    }

    static String functionArn(String name) {
        return "arn:aws:lambda:%s:%s:function:%s:live".formatted(AwsClients.REGION.id(), ACCOUNT, name);
    }

    private static String machine(AwsClients aws, String name, String definition) {
        return aws.stepFunctions()
                .createStateMachine(request -> request.name(name)
                        .definition(definition)
                        .roleArn("arn:aws:iam::%s:role/%s".formatted(ACCOUNT, name)))
                .stateMachineArn();
    }

    private static String subscribedQueue(AwsClients aws, String name, String topic, boolean raw) {
        String url = aws.sqs().createQueue(request -> request.queueName(name)).queueUrl();
        String arn = aws.sqs()
                .getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        aws.sns()
                .subscribe(request -> request.topicArn(topic)
                        .protocol("sqs")
                        .endpoint(arn)
                        .attributes(Map.of("RawMessageDelivery", Boolean.toString(raw))));
        return url;
    }

    private static String substituted(String file, Map<String, String> substitutions) {
        return SUBSTITUTION
                .matcher(WireFolder.read("statemachine/" + file + ".asl.json"))
                .replaceAll(found -> {
                    String value = substitutions.get(found.group(1));
                    if (value == null) {
                        throw new AssertionError(file + " wants the substitution " + found.group());
                    }
                    return Matcher.quoteReplacement(value);
                });
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
