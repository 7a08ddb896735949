package io.github.outpostrecovery.tests.cloud;

import io.github.outpostrecovery.cli.cloud.Stacks.StackRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A stack with the outputs and exports of the engine's, small enough for an emulator; and the file of a protection. */
final class EngineLikeStack {
    private static final String TEMPLATE = """
        {
          "Parameters": {"RecoveryAlias": {"Type": "String"}, "Approval": {"Type": "String"}},
          "Resources": {
            "AlarmTopic": {"Type": "AWS::SNS::Topic"},
            "NoticeTopic": {"Type": "AWS::SNS::Topic"},
            "RecoveryTable": {
              "Type": "AWS::DynamoDB::Table",
              "Properties": {
                "BillingMode": "PAY_PER_REQUEST",
                "TableName": "cloud-books",
                "AttributeDefinitions": [
                  {"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "S"}
                ],
                "KeySchema": [
                  {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}
                ]
              }
            },
            "LaunchRole": {
              "Type": "AWS::IAM::Role",
              "Properties": {
                "AssumeRolePolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": [{
                    "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}
                  }]
                }
              }
            }
          },
          "Outputs": {
            "AlarmTopicArn": {
              "Value": {"Ref": "AlarmTopic"}, "Export": {"Name": {"Fn::Sub": "${AWS::StackName}-AlarmTopicArn"}}
            },
            "LaunchRoleName": {
              "Value": {"Ref": "LaunchRole"}, "Export": {"Name": {"Fn::Sub": "${AWS::StackName}-LaunchRoleName"}}
            },
            "NoticeTopicArn": {"Value": {"Ref": "NoticeTopic"}},
            "RecoveryTableName": {"Value": {"Ref": "RecoveryTable"}},
            "RecoveryStateMachineAliasArn": {"Value": {"Ref": "RecoveryAlias"}},
            "ApprovalStateMachineArn": {"Value": {"Ref": "Approval"}},
            "DefaultMode": {"Value": "NOTIFY"}
          }
        }
        """;

    static final String TABLE = "cloud-books";

    private EngineLikeStack() {}

    static StackRequest request(String recoveryAlias, String approval) {
        return new StackRequest(
                CloudStage.STACK,
                TEMPLATE,
                Map.of("RecoveryAlias", recoveryAlias, "Approval", approval),
                Map.of("outpost-recovery:stack", CloudStage.STACK));
    }

    /** The approving state machine of the repository, made at the endpoint: its ARN. */
    static String approvalMachine(CloudStage stage) {
        return machine(
                stage, "approval", file("statemachine/approval.asl.json").replace("${RecoveryTableName}", TABLE));
    }

    /** A recovering state machine that does nothing; its executions can be listed: the ARN of its alias. */
    static String recoveryAlias(CloudStage stage) {
        return machine(
                        stage,
                        "recovery",
                        "{\"StartAt\":\"Done\",\"States\":{\"Done\":{\"Type\":\"Pass\",\"End\":true}}}")
                + ":live";
    }

    private static String machine(CloudStage stage, String name, String definition) {
        return stage.clients()
                .stepFunctions()
                .get()
                .createStateMachine(request -> request.name(CloudStage.STACK + "-" + name)
                        .definition(definition)
                        .roleArn("arn:aws:iam::" + TwoServers.ACCOUNT + ":role/" + name))
                .stateMachineArn();
    }

    /** A file at the top of the repository, wherever the tests are started. */
    static String file(String name) {
        try {
            return Files.readString(repository().resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The folder of the repository, wherever the tests are started. */
    static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        for (Path candidate = here; candidate != null; candidate = candidate.getParent()) {
            if (Files.isDirectory(candidate.resolve("statemachine"))) {
                return candidate;
            }
        }
        throw new AssertionError("no repository above " + here);
    }
}
